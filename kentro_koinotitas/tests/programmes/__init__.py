from . import test_bad_law
from . import test_kentro_eligibility
from . import test_kentro_eligibility_check
from . import test_kentro_ruleset
from . import test_law_follow
from . import test_papers
from . import test_programme
from . import test_standing
