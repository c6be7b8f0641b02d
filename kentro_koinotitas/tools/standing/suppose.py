"""What if: a household as it would be after a birth, a job lost, a move. Pure, so nothing is ever stored.

Each function takes a `rows.Household` and returns another; days are the first on which it is so.
"""

from datetime import timedelta
from decimal import Decimal

from ..household_makeup import COUPLE
from .measures import CENT
from .rows import Answer, Income, Member

CHILDREN = ("child", "foster_child")


def comes(household, person, relation, birth_date):
    """Somebody joins. Of a child it is supposed that she stays here as the applicant does; of others nothing.

    >>> from datetime import date
    >>> from .rows import Household
    >>> ana = Member("Ana", "applicant", date(1990, 5, 2), citizenship="greek")
    >>> home = comes(Household((ana,)), "Leo", "child", date(2026, 5, 1))
    >>> [(member.person, member.citizenship) for member in home.members]
    [('Ana', 'greek'), ('Leo', 'greek')]
    """
    newcomer, answers = Member(person, relation, birth_date), household.answers
    head = next((member for member in household.members if member.relation == "applicant"), None)
    if relation in CHILDREN and head:
        newcomer = newcomer._replace(citizenship=head.citizenship, title=head.title, resident_since=birth_date)
        answers += tuple(
            answer._replace(person=person)
            for answer in answers
            if answer.person == head.person and answer.question == "legal_residence"
        )
    return household._replace(members=(*household.members, newcomer), answers=answers)


def leaves(household, person):
    """Somebody lives elsewhere from now on; when it is the applicant, the spouse or partner applies.

    >>> from .rows import Household
    >>> home = Household((Member("Ana", "applicant"), Member("Nikos", "spouse"), Member("Leo", "child")))
    >>> [(member.person, member.relation) for member in leaves(home, "Ana").members]
    [('Nikos', 'applicant'), ('Leo', 'child')]
    """
    left = [member for member in household.members if member.person != person]
    if not any(member.relation == "applicant" for member in left):
        heir = next((member for member in left if member.relation in COUPLE), None)
        left = [member._replace(relation="applicant") if member is heir else member for member in left]
    return household._replace(members=tuple(left))


def loses_work(household, person, first):
    """What she earns by work ends the day before, she registers as unemployed; with no other income she has none.

    >>> from datetime import date
    >>> from .rows import Household
    >>> wage = Income("Ana", "wage", "work", Decimal(900), "month", date(2026, 1, 1))
    >>> home = loses_work(Household((Member("Ana", "applicant"),), (wage,)), "Ana", date(2026, 5, 1))
    >>> [(row.nature, row.amount, str(row.date_to)) for row in home.incomes], home.members[0].employment
    ([('work', Decimal('900'), '2026-04-30'), ('none', Decimal('0'), 'None')], 'unemployed')
    """
    incomes = _cut(household.incomes, first, lambda row: row.person == person and row.nature == "work")
    if not any(row.person == person and _goes_on(row, first) for row in incomes):
        incomes += (Income(person, "none", "none", Decimal(0), "month", first),)
    return _employed(household._replace(incomes=incomes), person, "unemployed")


def earns(household, person, kind, nature, amount, first):
    """A further income a month, from that day on; whoever begins to work is employed."""
    incomes = _cut(household.incomes, first, lambda row: row.person == person and row.nature == "none")
    incomes += (Income(person, kind, nature, amount, "month", first),)
    household = household._replace(incomes=incomes)
    return _employed(household, person, "employed") if nature == "work" else household


def answers(household, person, question, yes):
    """Somebody, or None for the household, answers a question otherwise."""
    others = (row for row in household.answers if (row.person, row.question) != (person, question))
    return household._replace(answers=(*others, Answer(person, question, yes)))


def _employed(household, person, employment):
    return household._replace(
        members=tuple(
            member._replace(employment=employment) if member.person == person else member
            for member in household.members
        )
    )


def _goes_on(row, day):
    return row.date_to is None or row.date_to >= day


def _until(row, last):
    """The part of an income up to ``last``; of an amount for a whole time, as many days' share."""
    amount = row.amount
    if row.period == "total":
        kept, whole = (last - row.date_from).days + 1, (row.date_to - row.date_from).days + 1
        amount = (amount * kept / whole).quantize(CENT)
    return row._replace(amount=amount, date_to=last)


def _cut(incomes, first, of_them):
    """Those ``of_them`` end the day before ``first``; what would begin later does not begin."""
    return tuple(
        _until(row, first - timedelta(days=1)) if of_them(row) and _goes_on(row, first) else row
        for row in incomes
        if not of_them(row) or row.date_from < first
    )
