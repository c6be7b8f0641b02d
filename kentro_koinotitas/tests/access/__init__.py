from . import test_kentro_read_log
