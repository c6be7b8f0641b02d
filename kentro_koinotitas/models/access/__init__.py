from . import kentro_read_log
from . import kentro_read_mixin
from . import files
from . import ir_actions_report
from . import ir_binary
