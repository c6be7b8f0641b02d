from . import kentro_xes
