from . import kentro_law_mixin
from . import kentro_legal_act
from . import kentro_parameter
from . import kentro_parameter_value
from . import kentro_rule
from . import kentro_head_count
from . import kentro_scale
from . import kentro_scale_line
