from . import test_legal_act
