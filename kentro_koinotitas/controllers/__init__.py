from . import kentro_workflow
from . import kentro_xes
