from . import test_hidden_contact
