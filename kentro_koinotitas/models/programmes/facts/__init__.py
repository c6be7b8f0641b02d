from . import kentro_facts_mixin
from . import kentro_person_facts
from . import kentro_household_facts
from . import kentro_household
