from . import test_demo_history
from . import test_demo_people
from . import test_demo_translation
from . import test_demo_users
