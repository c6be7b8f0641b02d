from . import kentro_legal_act
from . import kentro_rule
