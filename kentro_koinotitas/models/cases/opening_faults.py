"""The sentences about rows of running records: for each fault what is wrong and what to do."""

from ..people.register_import.register_faults import told as told_of_person


def told(env, code, stages):
    """Return ``(what is wrong, what to do)`` of a fault, as the user reads it; ``stages``: names of those there are."""
    ours = {
        "stage": (env._("The process has no such stage."), env._("Write one of these: %s.", stages)),
        "stage_missing": (env._("The stage is missing."), env._("Write one of these: %s.", stages)),
        "since_missing": (env._("Since when it stands there is missing."), env._("Write the day.")),
        "since_before": (
            env._("It cannot have come to this stage before it began."),
            env._("Check both dates."),
        ),
        "person": (
            env._("Nobody of your structures has this number."),
            env._("Write the register number or that of the earlier register; if she is new, register her first."),
        ),
        "person_twice": (
            env._("Two people have this number of the earlier register."),
            env._("Write the register number."),
        ),
        "person_missing": (env._("The person is missing."), env._("Write her register number.")),
        "worker": (
            env._("Nobody who works in this structure has this login or name."),
            env._("Write the login, or fill the post first."),
        ),
        "twice": (env._("Two have this name."), env._("Write the login or the code.")),
        "amount": (env._("This is no amount."), env._("Write euros, such as 324,00.")),
        "unknown": (env._("This is not on the list."), env._("Write it as the list has it, or leave it empty.")),
        "refused": (env._("It cannot be brought in."), env._("Correct what the sentence says.")),
    }
    return ours.get(code) or told_of_person(env, code)
