from . import kentro_programme
from . import kentro_programme_name
from . import kentro_structure
