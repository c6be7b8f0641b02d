from . import kentro_sector
from . import kentro_body_kind
from . import res_partner
from . import kentro_service
from . import kentro_structure
from . import kentro_workflow_mixin
