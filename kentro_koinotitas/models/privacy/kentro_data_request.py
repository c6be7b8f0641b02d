from dateutil.relativedelta import relativedelta
from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

KINDS = [
    ("access", "Access to the data (GDPR 15)"),
    ("rectification", "Rectification (GDPR 16)"),
    ("erasure", "Erasure (GDPR 17)"),
    ("restriction", "Restriction (GDPR 18)"),
    ("portability", "Data to take along (GDPR 20)"),
    ("objection", "Objection (GDPR 21)"),
]
ASKERS = [("self", "The person"), ("guardian", "Who has custody"), ("representative", "Somebody authorised")]
HOWS = [("desk", "At the desk"), ("email", "By e-mail"), ("post", "By letter"), ("phone", "By phone")]


class KentroDataRequest(models.Model):
    """A person asks for one of her rights over her data; it is answered within a month (GDPR 12 §3).

    Whoever checks who she is and whoever hands over her data are two: the desk records the request,
    the data protection officer, who cannot record one, exports.
    """

    _name = "kentro.data.request"
    _inherit = ["kentro.reference.mixin", "kentro.workflow.mixin", "kentro.read.mixin"]
    _description = "Request over personal data"
    _order = "date desc, id desc"
    _kentro_file = True
    _kentro_while_restricted = True

    beneficiary_id = fields.Many2one("kentro.beneficiary", "Person", required=True, index=True, ondelete="restrict")
    company_id = fields.Many2one(related="beneficiary_id.company_id", store=True)
    kind = fields.Selection(KINDS, "What is asked", required=True, default="access")
    date = fields.Date("Asked on", required=True, default=fields.Date.context_today)
    how = fields.Selection(HOWS, required=True, default="desk")
    asker = fields.Selection(ASKERS, "Who asks", required=True, default="self")
    asker_name = fields.Char("Name of who asks")
    authority_id = fields.Many2one(
        "kentro.document", "By what right", ondelete="restrict", help="The paper by which somebody else may ask"
    )
    details = fields.Text("In her words")
    identity_checked = fields.Boolean("Identity checked", help="That it is she who asks, or who may ask for her")
    identity_by_id = fields.Many2one("res.users", "Identity checked by", readonly=True, copy=False, ondelete="restrict")
    user_id = fields.Many2one(
        "res.users", "Recorded by", required=True, readonly=True, default=lambda self: self.env.user,
        ondelete="restrict",
    )
    answer_by = fields.Date("Answer by", copy=False)
    answered_on = fields.Date(copy=False)
    answer = fields.Text(copy=False)
    exported_on = fields.Datetime("Exported on", readonly=True, copy=False)
    exported_by_id = fields.Many2one("res.users", "Exported by", readonly=True, copy=False, ondelete="restrict")

    @api.constrains("date", "answer_by", "answered_on")
    def _check_dates(self):
        for request in self:
            if request.date > fields.Date.context_today(request):
                raise ValidationError(self.env._("Nobody has asked on a day to come."))
            if request.answer_by and request.answer_by > request.date + relativedelta(months=3):
                raise ValidationError(
                    self.env._(
                        "A request is answered within a month; two more at most where it is complex, and she is told "
                        "so (GDPR 12 §3)."
                    )
                )
            if request.answered_on and request.answered_on < request.date:
                raise ValidationError(self.env._("It was not answered before it was asked."))

    @api.constrains("authority_id", "beneficiary_id")
    def _check_authority(self):
        for request in self.sudo().filtered("authority_id"):  # sudo: whose paper it is, whoever chose it
            if request.authority_id.beneficiary_id != request.beneficiary_id:
                raise ValidationError(
                    self.env._("The paper by which somebody else asks belongs to the file of the person.")
                )

    # --- recording ------------------------------------------------------------------------

    @api.model
    def _get_company(self, vals):
        # sudo: the municipality of a person is no secret
        person = self.env["kentro.beneficiary"].sudo().browse(vals.get("beneficiary_id"))
        return person.company_id or super()._get_company(vals)

    @api.model_create_multi
    def create(self, vals_list):
        system = {"exported_on": False, "exported_by_id": False}
        if not self.env.su:
            system["user_id"] = self.env.uid
        today = fields.Date.context_today(self)
        vals_list = [
            {
                **vals,
                **system,
                "identity_by_id": self.env.uid if vals.get("identity_checked") else False,
                "answer_by": fields.Date.to_date(vals.get("date") or today) + relativedelta(months=1),
            }
            for vals in vals_list
        ]
        return super().create(vals_list)

    def write(self, vals):
        if not self.env.su:
            vals = {
                name: value
                for name, value in vals.items()
                if name not in ("user_id", "identity_by_id", "exported_on", "exported_by_id")
            }
            asked = vals.keys() & {"beneficiary_id", "kind", "date", "asker", "authority_id", "identity_checked"}
            if asked and any(request.stage_kind != "new" for request in self):
                raise UserError(
                    self.env._("What was asked stays as it was asked once it is being answered. Record a new request.")
                )
            if "identity_checked" in vals:
                vals["identity_by_id"] = self.env.uid if vals["identity_checked"] else False
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("A request over personal data is not deleted: the answer has to be shown."))

    # --- the process ----------------------------------------------------------------------

    _role_codes = frozenset({"responsible", "coordinator"})
    _answered_now = ("answered_on",)

    def _get_role_users(self, code):
        if code == "responsible":
            return {request: request.user_id for request in self}
        if code == "coordinator":
            # as superuser: who coordinates is no secret; where she is served stays one
            return {request: request.sudo().beneficiary_id.structure_ids.coordinator_id for request in self}
        return super()._get_role_users(code)

    def _after_step(self, transition):
        super()._after_step(transition)
        if transition.code in ("restrict", "release"):
            # sudo: who decides need not read the file
            people = self.sudo().beneficiary_id
            if transition.code == "release":
                held = [("beneficiary_id", "in", people.ids), ("stage_id.code", "=", "restricted")]
                people -= self.sudo().search([*held, ("id", "not in", self.ids)]).beneficiary_id
            people._set_restricted(transition.code == "restrict")
