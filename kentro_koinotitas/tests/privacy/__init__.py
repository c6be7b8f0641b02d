from . import test_consent_end
from . import test_erasure
from . import test_kentro_anonymise
from . import test_kentro_data_request
from . import test_kentro_notice
from . import test_kentro_retention
from . import test_restriction
