"""What the engine's own writes carry. Not a model."""

# Whoever passes this very object may set a stage or add to the log. It never leaves the process:
# a context sent over RPC can hold texts and numbers, but not this.
ENGINE = object()
