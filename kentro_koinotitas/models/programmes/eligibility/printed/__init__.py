from . import kentro_eligibility_check
from . import report_entitlements
