"""Opening a form: what the web client asks with `web_read`, all steps and their hindrances evaluated."""

from odoo.tests import Form

from .harness import Contender, Row, alternate, ratio, transaction

OPENED = 20


def rows(database, scene):
    def opening(uid, model, ids):
        with transaction(database, uid) as env:
            asked = Form(env[model].browse(ids[0]))._view["fields_spec"]

        def opened(run):
            return ids[run * OPENED : (run + 1) * OPENED]

        return Contender(uid, model, opened, lambda env, record: record.web_read(asked), commit=True)

    case, lead = opening(scene.worker, "kentro.case", scene.cases), opening(scene.seller, "crm.lead", scene.leads)
    alternate(database, case, lead)
    detail = "{:.0f} and {:.0f} statements".format(*(c.middle("statements") / OPENED for c in (case, lead)))
    times = "{:.1f} and {:.1f} ms".format(*(c.middle("time") * 1e3 / OPENED for c in (case, lead)))
    return [
        Row("opening a case ÷ opening a lead: statements", ratio(case, lead, "statements"), 1.2, detail=detail),
        Row("the same: time", ratio(case, lead, "time"), 1.2, detail=times),
    ]
