from odoo import http
from odoo.http import content_disposition, request


class KentroDataRequestController(http.Controller):
    """A person's data, as a file that is stored nowhere."""

    @http.route("/kentro/data-request/<int:request_id>/json", type="http", auth="user", methods=["GET"], readonly=False)
    def download(self, request_id):
        # by search: what the user may not read is not there
        found = request.env["kentro.data.request"].search([("id", "=", request_id)])
        if not found:
            raise request.not_found()
        return request.make_response(
            found._export_json(),
            headers=[
                ("Content-Type", "application/json; charset=utf-8"),
                ("Content-Disposition", content_disposition(f"{found.name}.json")),
                ("Cache-Control", "no-store"),
            ],
        )
