"""What the parts of the engine share. Not a model."""

# Whoever passes this very object may set a stage or add to the log. It never leaves the process:
# a context sent over RPC can hold texts and numbers, but not this.
ENGINE = object()

# The kinds of stage in which a record has come to an end.
ENDS = ("done", "cancelled")
