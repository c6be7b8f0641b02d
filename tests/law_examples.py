"""The examples that are shipped beside the rules, written from those of `tests/law`: one source for both.

Those that say «shipped»: what decides between yes, no and not known, and an amount or two. Not the law of days gone by,
for an example is moved on with the rules that follow; nor whatever every change of an amount would make wrong.
"""

import re
from xml.sax.saxutils import escape

from odoo.addons.kentro_koinotitas.tools.standing import paper
from odoo.addons.kentro_koinotitas.tools.standing.facts import age

HEAD = """<?xml version="1.0" encoding="utf-8"?>
<odoo noupdate="1">
    <!-- Written by tests/law_examples.py from tests/law: change a case there. -->
"""
RECORD = """    <record id="{id}" model="kentro.ruleset.example">
        <field name="ruleset_id" ref="ruleset_{programme}"/>
        <field name="sequence" eval="{number}"/>
        <field name="name">{name}</field>
        <field name="on_date">{day}</field>
        <field name="household" eval="{{{household}}}"/>
{others}    </record>
"""
SOURCES = {
    "birth": "ν. 4659/2020",
    "child": "ν. 4512/2018, άρθρο 214",
    "elderly": "ν. 4387/2016, άρθρο 93",
    "elderly_day_care": "a local call",
    "gmi": "ν. 4389/2016, άρθρο 235",
    "help_at_home": "local criteria, to be confirmed",
    "housing": "ν. 4472/2017, άρθρο 3",
    "rent": "ν. 4387/2016, άρθρο 93",
}
GREEK = {
    "Ada": "Άντα", "Anna": "Άννα", "Ben": "Βίκτωρ", "Eleni": "Ελένη", "Eva": "Εύα", "Ira": "Ήρα", "Kostas": "Κώστας",
    "Leo": "Λέων", "Maria": "Μαρία", "Max": "Μάξιμος", "Mia": "Μία", "Nikos": "Νίκος", "Nora": "Νόρα",
    "Petros": "Πέτρος", "Rea": "Ρέα", "Tom": "Τάσος", "Vaso": "Βάσω", "Zoe": "Ζωή",
}  # fmt: skip
LATIN = str.maketrans("ΑΒΓΔΚΜΥΠ", "ABGDKMYP")


def written(cases_of):
    """The XML file of the examples of ``{programme: cases}``."""
    records = []
    for programme, cases in sorted(cases_of.items()):
        shipped = [case for case in cases if case.get("shipped")]
        records += [_record(programme, number, case) for number, case in enumerate(shipped, 1)]
    return HEAD + "".join(records) + "</odoo>\n"


def _record(programme, number, case):
    others = {"about": GREEK.get(case.get("about")), "expected": case["answer"]}
    lines = [f'<field name="{name}">{value}</field>' for name, value in others.items() if value]
    if "amount" in case:
        lines.append('<field name="has_amount" eval="True"/>')
        lines.append(f'<field name="expected_amount" eval="{case["amount"]}"/>')
    if programme in SOURCES:
        lines.append(f'<field name="source">{SOURCES[programme]}</field>')
    return RECORD.format(
        id=_id(programme, case["case"]),
        programme=programme,
        number=number,
        name=escape(case["case"]),
        day=case["day"],
        household=escape(_household(case)),
        others="".join(f"        {line}\n" for line in lines),
    )


def _id(programme, name):
    """Named after the case: by a number translations would go to another one as soon as a case is put between."""
    return f"example_{programme}_{re.sub('[^a-z0-9]+', '_', name.translate(LATIN).lower()).strip('_')}"


def _household(case):
    """What is worth reading of it: what a minor need not say is left out."""
    family, on = case["household"], case["day"]
    minors = {m.person for m in family.members if m.birth_date and age(m.birth_date, on) < 18}
    told = paper.write(
        family._replace(
            members=tuple(m._replace(employment=None) if m.person in minors else m for m in family.members),
            incomes=tuple(row for row in family.incomes if row.person not in minors or row.amount),
            assets=tuple(row for row in family.assets if row.person not in minors or row.value),
            answers=tuple(row for row in family.answers if row.question != "in_school" or row.person in minors),
        )
    )
    lists = [f"'{name}': {_greek(rows)}" for name, rows in told.items() if rows]
    return ",\n            ".join(lists)


def _greek(told):
    return re.sub(r"(?<=: ')[A-Z]\w+(?=')", lambda name: GREEK[name[0]], repr(told))
