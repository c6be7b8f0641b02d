from . import test_kentro_notice
