"""The rules as they are shipped answer every example of `tests/law` as it says."""

import json
import os
from decimal import Decimal
from pathlib import Path

import law_cases
import law_examples
import pytest
from odoo import SUPERUSER_ID
from odoo.addons.kentro_koinotitas.tools.standing import paper
from odoo.addons.kentro_koinotitas.tools.standing.verdict import Standing
from odoo.tools import file_path

ANSWERS = {True: "met", False: "not_met", None: "unknown"}
LAW = Path(__file__).parent / "law"
PROGRAMMES = sorted(path.stem for path in LAW.glob("*.yaml"))
PAPERS_ONLY = sorted(f"papers/{path.stem}" for path in LAW.glob("papers/*.yaml"))


@pytest.mark.parametrize("programme", PROGRAMMES)
def test_examples_of(transaction, programme):
    env = transaction(SUPERUSER_ID)
    cases, wrong = list(law_cases.cases(programme)), []
    with env.cr:
        record = env["kentro.programme"].search([("code", "=", programme)])
        for case in cases:
            found = answer(env["kentro.ruleset"]._in_force(case["day"], record), case)
            expected = (case["answer"], Decimal(str(case["amount"])) if "amount" in case else None, case.get("points"))
            if found != expected:
                wrong.append(f"«{case['case']}»: {found}, should be {expected} ({case['source']})")
    assert not wrong, "\n".join(wrong)
    assert len(cases) >= 12, f"{programme} has {len(cases)} examples: at least 12 are asked for"


@pytest.mark.parametrize("programme", [*PROGRAMMES, *PAPERS_ONLY])
def test_papers_of(transaction, programme):
    env = transaction(SUPERUSER_ID)
    cases, wrong = [case for case in law_cases.cases(programme) if "papers" in case], []
    with env.cr:
        record = env["kentro.programme"].search([("code", "=", Path(programme).name)])
        rulesets = env["kentro.ruleset"].search([("programme_id", "=", record.id)])
        assert cases or not rulesets.paper_rule_ids, f"{programme} asks for papers, and no example says which"
        names = {id_: name.split(".paper_")[-1] for id_, name in rulesets.paper_rule_ids.get_external_id().items()}
        for case in cases:
            found = papers(env["kentro.ruleset"]._in_force(case["day"], record), case, names)
            expected = [
                {who: sorted(asked) for who, asked in case.get(key, {}).items()} for key in ("papers", "perhaps")
            ]
            if found != expected:
                wrong.append(f"«{case['case']}»: {found}, should be {expected} ({case['source']})")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("programme", PROGRAMMES)
def test_examples_stay_the_same_on_paper(programme):
    for case in law_cases.cases(programme):
        written = json.loads(json.dumps(paper.write(case["household"])))
        assert paper.read(written) == case["household"], case["case"]


def test_examples_beside_the_rules_are_these():
    path = Path(file_path("kentro_koinotitas/data/law_examples.xml"))
    text = law_examples.written({programme: list(law_cases.cases(programme)) for programme in PROGRAMMES})
    if os.environ.get("KENTRO_WRITE_EXAMPLES"):
        path.write_text(text)
    assert path.read_text() == text, "write it anew: KENTRO_WRITE_EXAMPLES=1 make test T=tests/test_law.py"


def answer(rulesets, case):
    """The answer, the euros where they are met, and the points; about the one person whom the case is about, if any.

    Points are a number, or those for certain and those at most.
    """
    ((_ruleset, _person, found),) = (
        row for row in rulesets._check(case["household"], case["day"]) if row[1] == case.get("about")
    )
    paid = found.amount.euros if found.holds and found.amount else None
    scores = [finding.score for finding in found.findings if finding.score]
    points = [[score.told, score.most] if score.told != score.most else score.told for score in scores]
    return ANSWERS[found.holds], paid, points[0] if points else None


def papers(rulesets, case, names):
    """The papers that are asked for, and those that perhaps are: each ``{person or "household": names}``."""
    found = [{}, {}]
    for ruleset in rulesets:
        for rule, asked in ruleset._papers_asked(Standing(case["household"], case["day"])):
            if asked.about in (None, case.get("about")):
                found[asked.perhaps].setdefault(asked.person or "household", []).append(names[rule.id])
    return [{who: sorted(of_her) for who, of_her in one.items()} for one in found]
