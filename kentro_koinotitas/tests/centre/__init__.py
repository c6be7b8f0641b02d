from . import test_centre_access, test_greek_holidays, test_holiday, test_open_days, test_post, test_structure
