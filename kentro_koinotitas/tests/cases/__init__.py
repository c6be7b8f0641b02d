from . import test_case
from . import test_request
from . import test_assessment
from . import test_referral
from . import test_followup
from . import test_cases_access
from . import test_screens
from . import test_side_doors
