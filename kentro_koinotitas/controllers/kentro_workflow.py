from odoo import http
from odoo.http import content_disposition, request


class KentroWorkflowController(http.Controller):
    """A workflow as a file: a picture, or what other programs read."""

    @http.route("/kentro/workflow/<int:workflow_id>/<string:form>", type="http", auth="user", methods=["GET"])
    def download(self, workflow_id, form):
        # by search: what the user may not read is not there
        workflow = request.env["kentro.workflow"].search([("id", "=", workflow_id)])
        formats = workflow._export_formats()
        if not workflow or form not in formats:
            raise request.not_found()
        kind, ending = formats[form]
        return request.make_response(
            workflow._export(form),
            headers=[
                ("Content-Type", f"{kind}; charset=utf-8"),
                ("Content-Disposition", content_disposition(f"{workflow.code}-v{workflow.version}.{ending}")),
                ("Cache-Control", "no-store"),
            ],
        )
