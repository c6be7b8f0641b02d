"""The sentences of the import: for each fault what is wrong and what to do."""


def texts(faults, tell):
    """Return what a row of the report says of its faults, as values: where, what is wrong, what to do.

    :param faults: ``[(code, header, value)]``
    :param tell: function from a code to ``(what is wrong, what to do)``
    """
    said = [(header, value, *tell(code)) for code, header, value in faults]
    return {
        "columns": ", ".join(dict.fromkeys(header for header, *_rest in said if header)),
        "wrong": "\n".join(_sentence(header, value, wrong) for header, value, wrong, _todo in said),
        "todo": "\n".join(dict.fromkeys(todo for *_rest, todo in said)),
    }


def _sentence(header, value, wrong):
    """«Ημερομηνία γέννησης»: «31/2/1980». This is no date."""
    return " ".join(filter(None, [f"«{header}»:" if header else "", f"«{value}»." if value else "", wrong]))


def told(env, code):
    """Return ``(what is wrong, what to do)`` of a fault, as the user reads it."""
    return {
        "missing": (env._("The last name is missing."), env._("Write the last name.")),
        "date": (env._("This is no date."), env._("Write it as day/month/year, e.g. 12/03/1985.")),
        "date_year": (env._("The year has two digits only."), env._("Write the year with four digits.")),
        "future": (env._("This is a day to come."), env._("Check the year.")),
        "before_birth": (env._("This day is before the birth."), env._("Check both dates.")),
        "sex": (env._("The sex is not understood."), env._("Write female, male or other, or leave it empty.")),
        "flag": (env._("This is neither yes nor no."), env._("Write yes or no, or leave it empty.")),
        "answer": (env._("The answer is not understood."), env._("Write same or different.")),
        "answer_line": (
            env._("This answers a row that is not in a report of yours."),
            env._("Leave «Report line» as it was in the file you downloaded, or empty it together with the answer."),
        ),
        "afm": (
            env._("This is no ΑΦΜ: it has nine digits, the last of which checks the others."),
            env._("Correct it from a paper, or leave it empty."),
        ),
        "amka": (
            env._("This is no ΑΜΚΑ: it has eleven digits, the last of which checks the others."),
            env._("Correct it from a paper, or leave it empty."),
        ),
        "identifier": (
            env._("The number is not written as numbers of this kind are."),
            env._("Correct it from a paper, or leave it empty."),
        ),
        "identifier_part": (
            env._("The number itself is missing."),
            env._("Write the number too, or leave this empty."),
        ),
        "number_taken": (
            env._("Another person has this number, so they cannot be two people with the same one."),
            env._("Correct the number or leave it empty, or answer «same»."),
        ),
        "number_twice": (
            env._("Two rows of the file have this number."),
            env._("Correct the number of one of them, or leave out the row that is there twice."),
        ),
        "legacy_taken": (
            env._("Somebody with another name has this number of the earlier register."),
            env._("Check the number, or leave it empty if it comes from another register."),
        ),
        "phone": (
            env._("This is no telephone number."),
            env._("Write one number with all its digits, ten in Greece, or leave it empty."),
        ),
        "email": (env._("This is no e-mail address."), env._("Correct it, or leave it empty.")),
        "country": (env._("This country is not known."), env._("Write its name or its two letters, e.g. GR.")),
        "choice": (
            env._("This is not one of the answers possible."),
            env._("Write one of those that the person's file offers, or leave it empty."),
        ),
        "aside": (
            env._("This person is almost certainly registered already."),
            env._(
                "Look at both and say here whether it is the same person. Or write in «Answer» of the file: same "
                "(nothing is imported), or different (she is registered)."
            ),
        ),
        "aside_trial": (
            env._("This person is almost certainly registered already, or stands in the file twice."),
            env._("Nothing now: after the import you are asked whether it is the same person."),
        ),
        "aside_file": (
            env._("This person almost certainly stands in the file twice."),
            env._("Look at both rows. Write in «Answer»: same (nothing is imported), or different."),
        ),
        "household": (
            env._("She was registered, but not put in the household."),
            env._("Add her to the household by hand."),
        ),
        "refused": (env._("The register does not take this row."), env._("Correct what the sentence says.")),
    }[code]
