"""views/ shows each shipped workflow as it is: a diagram that is out of date is written anew, and fails."""

from pathlib import Path

import pytest
from odoo import SUPERUSER_ID

FOLDER = Path(__file__).parent.parent / "views" / "workflows"


@pytest.mark.parametrize("code", ["intake", "case", "assessment", "referral", "followup", "application"])
def test_the_diagram_of_each_workflow_is_current(transaction, code):
    env = transaction(SUPERUSER_ID)
    with env.cr:
        workflow = env["kentro.workflow"].with_context(lang="el_GR").search([("code", "=", code)])
        text = f"# {workflow.name}\n\n```mermaid\n{workflow._mermaid()}\n```\n"
    path = FOLDER / f"{code}.md"
    before = path.read_text() if path.exists() else None
    if text != before:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    assert text == before, f"{path.name} was out of date and has been written anew: look at it and commit it"
