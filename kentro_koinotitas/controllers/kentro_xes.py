import tempfile

from odoo import http
from odoo.http import content_disposition, request
from werkzeug.wsgi import wrap_file


class KentroXesController(http.Controller):
    """The export of the log, put on disk piece by piece and sent from there."""

    @http.route("/kentro/xes/<int:export_id>", type="http", auth="user", methods=["GET"])
    def download(self, export_id):
        export = request.env["kentro.xes"].search([("id", "=", export_id)])
        if not export.workflow_id:
            raise request.not_found()
        file = tempfile.TemporaryFile()  # noqa: SIM115  (closed by the response when it is sent)
        for piece in export._pieces():
            file.write(piece.encode())
        size = file.tell()
        file.seek(0)
        return request.make_response(
            wrap_file(request.httprequest.environ, file),
            headers=[
                ("Content-Type", "application/xml; charset=utf-8"),
                ("Content-Length", str(size)),
                ("Content-Disposition", content_disposition(export._file_name())),
                ("Cache-Control", "no-store"),
            ],
        )
