# In the order the areas depend on each other: each may use those above it, none those below.
from . import rules
from . import workflow
from . import centre
from . import people
from . import network
from . import cases
from . import programmes
from . import access
from . import privacy
