from . import test_programme
