from . import kentro_workflow
from . import kentro_xes
from . import kentro_data_request
