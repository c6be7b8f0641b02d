from . import test_definition
from . import test_engine
from . import test_batch
from . import test_opening
from . import test_steps
from . import test_versions
from . import test_log_chain
from . import test_bulk_step
