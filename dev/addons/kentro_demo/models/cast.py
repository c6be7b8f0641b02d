from dataclasses import dataclass, field
from typing import Any


@dataclass
class Cast:
    """Who and what the demo plays with, while it is made."""

    company: Any
    main: Any  # kentro.structure
    second: Any  # kentro.structure: the annex or mobile unit, or again the main one
    users: dict = field(default_factory=dict)  # by login
    days: Any = None
    people: dict = field(default_factory=dict)  # id() of an invented person: kentro.beneficiary
    homes: list = field(default_factory=list)  # (invented household, kentro.household)
    bodies: dict = field(default_factory=dict)  # by key of tools/situations.py: res.partner
    cases: list = field(default_factory=list)  # (story, kentro.case)

    def structure(self, second):
        return self.second if second else self.main

    def applicant(self, household):
        return self.people[id(household.people[0])]
