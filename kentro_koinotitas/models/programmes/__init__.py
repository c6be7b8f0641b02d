from . import facts
from . import kentro_measure
from . import kentro_measure_share
from . import kentro_rule
from . import kentro_programme
from . import kentro_programme_name
from . import kentro_structure
