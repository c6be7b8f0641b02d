"""How a household is written on paper in a form: the lists, their columns, and what can be chosen in each."""

from odoo.exceptions import ValidationError

from ....tools.standing import paper

SOMEBODY = "person"  # one of the members; empty: the household as a whole


def shape(env):
    """Return ``[{"name", "label", "columns": [{"name", "label", "type", "choices", "rare"}]}]``."""
    facts, home = env["kentro.person.facts"]._fields, env["kentro.household.facts"]._fields["housing"]
    income, asset = env["kentro.income"]._fields, env["kentro.asset"]._fields
    # sudo: lists of kinds and of questions, of nobody
    kinds = env["kentro.income.kind"].sudo().search([])
    questions = env["kentro.question"].sudo().search([])

    def options_of(field):
        return field._description_selection(env)

    def column(name, label, kind, options=(), rare=False):
        choices = [list(option) for option in options]
        return {"name": name, "label": label, "type": kind, "choices": choices, "rare": rare}

    def fact(name, rare=False):
        return column(name, facts[name]._description_string(env), "choice", options_of(facts[name]), rare)

    _ = env._
    whose, until = column(SOMEBODY, _("Whose"), SOMEBODY), column("date_to", _("Until"), "date", rare=True)
    since = column("date_from", _("From"), "date")
    return [
        {"name": "members", "label": _("Members"), "columns": [
            column("person", _("Called"), "text"),
            fact("relation"),
            column("birth_date", _("Born on"), "date"),
            fact("sex"),
            fact("employment"),
            fact("citizenship"),
            column("resident_since", _("In Greece since"), "date", rare=True),
            fact("insurance", rare=True),
            fact("marital_status", rare=True),
            column("degree", _("Disability (%)"), "number", rare=True),
            column("title", _("Residence title"), "yes", rare=True),
            fact("away", rare=True),
            column("is_unprotected", _("Unprotected child"), "yes", rare=True),
        ]},
        {"name": "incomes", "label": _("Incomes"), "columns": [
            whose,
            column("kind", _("Kind"), "choice", [(kind.code, kind.name, kind.nature) for kind in kinds]),
            column("amount", _("Amount (€)"), "amount"),
            column("period", _("Period"), "choice", options_of(income["period"])),
            since,
            until,
        ]},
        {"name": "assets", "label": _("Belongings"), "columns": [
            whose,
            column("kind", _("Kind"), "choice", options_of(asset["kind"])),
            column("value", _("Worth (€)"), "amount"),
            since,
            until,
        ]},
        {"name": "answers", "label": _("Answers"), "columns": [
            whose,
            column("question", _("Question"), "choice", [(question.code, question.name) for question in questions]),
            column("yes", _("Answer"), "yes"),
        ]},
        {"name": "housing", "label": _("Housing"), "columns": [
            column("kind", home._description_string(env), "choice", options_of(home)),
            column("rent", _("Rent a month (€)"), "amount"),
            column("contract_until", _("Lease until"), "date"),
            column("supply_holder", _("Electricity in the name of"), SOMEBODY),
        ]},
    ]  # fmt: skip


def read(env, written):
    """Return the `rows.Household` of what was written in a form.

    :raise ValidationError: which row of which list, and what is wrong with it
    """
    sections = {section["name"]: section for section in shape(env)}
    try:
        household = paper.read(written or {})
    except ValueError as error:
        name, place, column = error.args
        row = written[name] if name == "housing" else written[name][place - 1]
        is_below = isinstance(row, dict) and str(row.get(column)).startswith("-")
        fault = env._("is below zero") if is_below else env._("cannot be read, or is missing")
        raise _refused(env, sections[name], place, column, fault) from error
    people = [member.person for member in household.members]
    for place, person in enumerate(people, 1):
        if not person or person in people[: place - 1]:
            raise _refused(env, sections["members"], place, "person", env._("each member has a name of her own"))
    for name, section in sections.items():
        rows = [household.housing] if name == "housing" else getattr(household, name)
        for place, row in enumerate(filter(None, rows), 1):
            for column in section["columns"]:
                if fault := _fault(env, column, getattr(row, column["name"]), people):
                    raise _refused(env, section, place, column["name"], fault)
    return household


def _fault(env, column, value, people):
    if value is None:
        return None
    if column["type"] == SOMEBODY and value not in people:
        return env._("is none of the members")
    if column["type"] == "choice" and value not in [option[0] for option in column["choices"]]:
        return env._("is no choice")
    if column["type"] in ("amount", "number") and value < 0:
        return env._("is below zero")
    return None


def _refused(env, section, place, column, fault):
    label = next((part["label"] for part in section["columns"] if part["name"] == column), column)
    return ValidationError(
        env._(
            "%(list)s, row %(place)s: «%(column)s» %(fault)s. Put it right.",
            list=section["label"],
            place=place,
            column=label,
            fault=fault,
        )
    )
