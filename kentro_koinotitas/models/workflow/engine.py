"""What the parts of the engine share. Not a model."""

# Whoever passes this very object may set a stage or add to the log. It never leaves the process:
# a context sent over RPC can hold texts and numbers, but not this.
ENGINE = object()

# The kinds of stage in which a record has come to an end.
ENDS = ("done", "cancelled")

# What a stage says of its deadline (kentro_stage_deadline.py).
DEADLINE_FIELDS = (
    "deadline_count",
    "deadline_unit",
    "deadline_field_id",
    "deadline_edge",
    "warn_before",
    "warn_role_id",
    "escalate_after",
    "escalate_role_id",
)
# What a record keeps of its deadline: the engine's to write, nobody else's.
DEADLINE_VALUES = {
    "deadline": False,
    "deadline_start": False,
    "deadline_left": 0,
    "deadline_level": 0,
    "deadline_next": False,
    "deadline_time_id": False,
    "deadline_tries": 0,
    "deadline_again": False,
}
DEADLINE_STOPPED = {"deadline_stopped_id": False, "deadline_stopped_left": 0}
