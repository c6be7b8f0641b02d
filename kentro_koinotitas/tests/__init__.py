from . import workflow
from . import rules
from . import centre
from . import people
from . import network
from . import programmes
from . import cases
from . import access
