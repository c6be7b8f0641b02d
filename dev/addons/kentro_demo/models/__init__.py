from . import res_users
from . import res_users_apikeys
from . import kentro_demo
from . import kentro_demo_staff
from . import kentro_demo_people
from . import kentro_demo_cases
from . import kentro_demo_requests
from . import kentro_demo_today
