from . import kentro_topic
