from . import kentro_rule
