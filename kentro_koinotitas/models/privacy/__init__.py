from . import kentro_notice
from . import kentro_notice_given
from . import kentro_beneficiary
