from . import test_followers
from . import test_ir_rule_refusal
from . import test_kentro_read_log
from . import test_kentro_lockout
from . import test_kentro_emergency_access
from . import test_kentro_absence
from . import test_kentro_private_note
from . import test_kentro_review_item
