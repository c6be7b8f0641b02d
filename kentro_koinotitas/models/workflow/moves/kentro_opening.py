from odoo import api, fields, models
from odoo.exceptions import UserError


class KentroOpening(models.Model):
    """The opening import of one municipality: open until it is closed, once and for all.

    While it is open, role `rules` may bring records in with the stage, dates and worker that they
    really have (``opening_import`` of the processes); each is marked so in the log.
    """

    _name = "kentro.opening"
    _description = "Opening import"
    _rec_name = "company_id"

    company_id = fields.Many2one(
        "res.company",
        "Municipality",
        required=True,
        readonly=True,
        default=lambda self: self.env.company,
        ondelete="cascade",
    )
    state = fields.Selection(
        [("open", "Now open"), ("closed", "Closed")],
        "Status",
        default="open",
        required=True,
        readonly=True,
    )
    closed_on = fields.Datetime(readonly=True)
    closed_by_id = fields.Many2one("res.users", readonly=True)

    _company = models.UniqueIndex("(company_id)", "This municipality has had its opening import.")

    @api.model
    def _is_open(self, company):
        return bool(
            self.sudo().search_count(
                [("company_id", "=", company.id), ("state", "=", "open")], limit=1
            )
        )

    def action_close(self):
        """Close the opening import; it cannot be opened again."""
        self.check_access("write")
        super().write(
            {"state": "closed", "closed_on": fields.Datetime.now(), "closed_by_id": self.env.uid}
        )

    def write(self, vals):
        raise UserError(
            self.env._("An opening import is closed with its button, and stays closed.")
        )

    @api.model_create_multi
    def create(self, vals_list):
        return super().create(
            [{"company_id": vals.get("company_id", self.env.company.id)} for vals in vals_list]
        )

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(
            self.env._("An opening import is not deleted: it could be opened a second time.")
        )
