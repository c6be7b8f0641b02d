from . import test_kentro_read_log
from . import test_kentro_lockout
from . import test_kentro_emergency_access
from . import test_kentro_absence
