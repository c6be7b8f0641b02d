from odoo import api, fields, models

CHANNELS = [
    ("desk", "At the desk"),
    ("phone", "By phone"),
    ("email", "By e-mail"),
    ("document", "By official document"),
    ("outreach", "Outside the centre"),
]
ORIGINS = [
    ("citizen", "The citizen"),
    ("relative", "A relative"),
    ("directorate", "The Directorate"),
    ("prosecutor", "The prosecutor"),
    ("body", "Another body"),
    ("centre", "The centre itself"),
]
INFORMATION_RESULTS = [
    ("informed", "Informed"),
    ("papers", "Told which papers to bring"),
    ("elsewhere", "Shown to another service"),
    ("form", "Given a form or leaflet"),
    ("return", "Will come by appointment"),
]


class KentroRequest(models.Model):
    """What somebody asked of the centre: with a person, or only counted (information only)."""

    _name = "kentro.request"
    _inherit = ["kentro.reference.mixin", "kentro.workflow.mixin"]
    _description = "Request"
    _order = "date desc, id desc"
    _calendar_about = "topic_ids"
    _kentro_file = True
    _opening_columns = {
        "date": "ημερομηνια|ημερομηνια αιτηματος|ημ αιτηματος|παραλαβη|ληφθηκε|received on|date",
        "user_id": "υπαλληλος|στελεχος|υποδοχη|παρελαβε|worker|received by",
        "channel": "τροπος|καναλι|channel|how",
        "origin": "προελευση|ποιος ζητησε|origin|who asked",
        "concerns": "για ποιον|αφορα|for whom",
        "topic_ids": "θεμα|θεματα|topic|topics",
        "protocol_number": "αριθμος πρωτοκολλου|πρωτοκολλο|αρ πρωτ|protocol",
        "answer_by": "προθεσμια|απαντηση εως|answer by|deadline",
        "description": "αιτημα|περιγραφη|description|what was asked",
        "outcome": "απαντηση που δοθηκε|αποτελεσμα|outcome|answer given",
        "appointment_on": "ραντεβου|appointment",
    }
    _opening_begins = ("date",)

    date = fields.Datetime("Received on", required=True, default=fields.Datetime.now, index=True)
    structure_id = fields.Many2one(
        "kentro.structure",
        "Structure",
        required=True,
        index=True,
        default=lambda self: self.env.user.kentro_structure_id,
        ondelete="restrict",
    )
    company_id = fields.Many2one(related="structure_id.company_id", store=True)
    user_id = fields.Many2one(
        "res.users",
        "Received by",
        required=True,
        default=lambda self: self.env.user,
        ondelete="restrict",
    )
    information_only = fields.Boolean("Information only", readonly=True, help="Counted without a person's file.")
    beneficiary_id = fields.Many2one("kentro.beneficiary", "Beneficiary", index=True, ondelete="restrict")
    channel = fields.Selection(CHANNELS, "How", required=True, default="desk")
    origin = fields.Selection(ORIGINS, "Who asked", required=True, default="citizen")
    concerns = fields.Selection(
        [
            ("self", "For oneself"),
            ("family", "For a family member"),
            ("other", "For somebody else"),
        ],
        "For whom",
        required=True,
        default="self",
    )
    topic_ids = fields.Many2many("kentro.topic", string="Topics")
    protocol_number = fields.Char("Protocol number")
    answer_by = fields.Date("Answer by")
    description = fields.Text("What was asked")
    outcome = fields.Text("Answer given")
    information_result = fields.Selection(
        INFORMATION_RESULTS, "Result", help="Of information only, for one click; the answer says more."
    )
    case_id = fields.Many2one(
        "kentro.case",
        "Case",
        copy=False,
        readonly=True,
        index=True,
        groups="kentro_koinotitas.group_case_worker,kentro_koinotitas.group_coordinator",
    )

    @api.model
    def _get_company(self, vals):
        structure = self.env["kentro.structure"].sudo().browse(vals.get("structure_id"))
        return structure.company_id or super()._get_company(vals)

    @api.model_create_multi
    def create(self, vals_list):
        results = dict(self._fields["information_result"]._description_selection(self.env))
        for vals in vals_list:
            if vals.get("information_result") and not vals.get("outcome"):
                vals["outcome"] = results[vals["information_result"]]
        requests = super().create(vals_list)
        # information only is one screen and one save: recorded and answered at once
        informed = requests.filtered(lambda r: r.information_only and r.stage_kind == "new")
        if informed:
            informed.take_step("answer")
        return requests

    _role_codes = frozenset({"responsible", "coordinator"})

    def _get_role_users(self, code):
        if code == "responsible":
            return {request: request.user_id for request in self}
        if code == "coordinator":
            # as superuser: who coordinates is no secret
            return {request: request.sudo().structure_id.coordinator_id for request in self}
        return super()._get_role_users(code)

    def _after_step(self, transition):
        super()._after_step(transition)
        if transition.code == "open_case":
            self._open_case()

    @api.model
    def _opening_values(self, vals, stage, since):
        return {**vals, "date": vals.get("date") or fields.Datetime.to_datetime(since)}

    def _open_case(self):
        """Open a case for each request, with whoever takes the step as responsible worker."""
        cases = self.env["kentro.case"].create(
            [
                {
                    "beneficiary_id": request.beneficiary_id.id,
                    "structure_id": request.structure_id.id,
                    "topic_ids": [fields.Command.set(request.topic_ids.ids)],
                }
                for request in self
            ]
        )
        # as superuser: the request has ended with this step
        for request, case in zip(self.sudo(), cases, strict=True):
            request.case_id = case

    def action_open_case_form(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "kentro.case",
            "res_id": self.case_id.id,
            "views": [(False, "form")],
        }
