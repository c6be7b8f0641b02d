from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain

DIRECTOR = "kentro_koinotitas.group_director"
STEP = 5  # who may not read them is told of how many only in steps: smaller ones would tell of single people


class KentroApplicationExtension(models.Model):
    """Approvals extended by a ministerial decision: of some programmes, in an area, that end between two days.

    The Directorate extends those of the municipality and is told about how many; a coordinator those of her structures.
    """

    _name = "kentro.application.extension"
    _description = "Extension of validity"
    _order = "id desc"
    _rec_name = "legal_act_id"

    legal_act_id = fields.Many2one("kentro.legal.act", "Decision", required=True, ondelete="restrict")
    programme_ids = fields.Many2many("kentro.programme", string="Programmes", required=True)
    structure_ids = fields.Many2many(
        "kentro.structure", string="Only of structures", help="Empty: of all that are yours to extend"
    )
    postcodes = fields.Char("Only in postcodes", help="Divided by commas; the beginning of one is enough, as 621")
    ends_from = fields.Date("Ends from", required=True)
    ends_to = fields.Date("Ends until", required=True)
    new_end = fields.Date("Is valid until", required=True)
    company_id = fields.Many2one(
        "res.company", "Municipality", required=True, readonly=True, default=lambda self: self.env.company
    )
    state = fields.Selection(
        [("draft", "To be made"), ("done", "Made"), ("undone", "Taken back")],
        "Status",
        required=True,
        readonly=True,
        default="draft",
        copy=False,
    )
    done_by_id = fields.Many2one("res.users", "Made by", readonly=True, copy=False, ondelete="restrict")
    done_on = fields.Datetime("Made on", readonly=True, copy=False)
    done_count = fields.Integer(readonly=True, copy=False, groups=fields.NO_ACCESS, aggregator=None)
    done_told = fields.Char("Approvals extended", compute="_compute_done_told")
    affected_told = fields.Char("Would be extended", compute="_compute_affected_told")
    line_ids = fields.One2many("kentro.application.extension.line", "extension_id", "What was extended", readonly=True)

    _in_order = models.Constraint("CHECK (ends_to >= ends_from)", "The first day of the span comes before its last.")
    _later = models.Constraint("CHECK (new_end > ends_to)", "The new end is after those that are extended.")

    _BY_BUTTON = frozenset({"state", "done_by_id", "done_on", "done_count", "company_id", "line_ids"})

    @api.depends("programme_ids", "structure_ids", "postcodes", "ends_from", "ends_to", "new_end")
    @api.depends_context("uid", "lang")
    def _compute_affected_told(self):
        for extension in self:
            whole = extension.ends_from and extension.ends_to and extension.new_end and extension.programme_ids
            affected = extension._affected() if whole else None
            extension.affected_told = whole and extension._told(len(affected), affected)

    @api.depends("done_count", "state")
    @api.depends_context("uid", "lang")
    def _compute_done_told(self):
        for extension in self:
            made = extension.sudo()  # as superuser: which they are, not what stands in them
            count = made.done_count if made.state != "draft" else None
            extension.done_told = count is not None and extension._told(count, made.line_ids.application_id)

    def _told(self, count, applications):
        """``count`` as this user may know it: exactly, if she may read all of these ``applications``."""
        hers = applications.sudo(False)
        if hers.has_access("read") and hers._filtered_access("read") == hers:
            return str(count)
        if count < STEP:
            return self.env._("fewer than %s", STEP)
        return self.env._("at least %s", count - count % STEP)

    def _codes(self):
        codes = (code.replace(" ", "") for code in (self.postcodes or "").split(","))
        return [code for code in codes if code]

    @api.constrains("postcodes")
    def _check_postcodes(self):
        for extension in self:
            codes = (extension.postcodes or "0").replace(" ", "").split(",")
            if not all(code.isdecimal() and len(code) <= 5 for code in codes):
                raise ValidationError(
                    self.env._("«%s»: a postcode, or its beginning, is of 1 to 5 digits.", extension.postcodes)
                )

    # -- nobody by hand -------------------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        if self.env.su:
            return super().create(vals_list)
        # explicit: no default of the context has a say; of lines and their number not even that may be written
        unsaid = self._BY_BUTTON & {"line_ids", "done_count"}
        fixed = dict.fromkeys(self._BY_BUTTON - unsaid, False) | {"state": "draft", "company_id": self.env.company.id}
        kept = {name: value for name, value in self.env.context.items() if name.removeprefix("default_") not in unsaid}
        vals_list = [{name: vals[name] for name in vals.keys() - unsaid} | fixed for vals in vals_list]
        return super(KentroApplicationExtension, self.with_env(self.env(context=kept))).create(vals_list)

    def write(self, vals):
        if not self.env.su and (vals.keys() & self._BY_BUTTON or any(e.state != "draft" for e in self)):
            raise UserError(self.env._("What was extended stays as it was made. Take it back, and make another."))
        return super().write(vals)

    # -- the buttons ----------------------------------------------------------------------------

    def _affected(self):
        """Return the approvals that this user extends by it: not yet ended, in the span and the area."""
        self.ensure_one()
        domain = (
            Domain("company_id", "=", self.company_id.id)
            & Domain("programme_id", "in", self.programme_ids.ids)
            & Domain("result", "=", "approved")
            & Domain("stage_kind", "=", "ongoing")
            & Domain("valid_to", ">=", self.ends_from)
            & Domain("valid_to", "<=", self.ends_to)
        )
        if self.structure_ids:
            domain &= Domain("structure_id", "in", self.structure_ids.ids)
        if self.postcodes:
            domain &= Domain("beneficiary_id", "in", self._people_in(filter(str.isdecimal, self._codes())))
        Application = self.env["kentro.application"]
        if self.env.user.has_group(DIRECTOR):
            # as superuser: she extends those of the municipality without reading one of them
            Application = Application.sudo()
        return Application.search(domain, order="id")

    def action_show_affected(self):
        """Open those that would be extended, as far as this user reads them."""
        self.ensure_one()
        return {
            **self.env["ir.actions.act_window"]._for_xml_id("kentro_koinotitas.kentro_application_action"),
            "domain": [("id", "in", self._affected().sudo(False)._filtered_access("read").ids)],
            "context": {},
        }

    def _people_in(self, codes):
        """Ids of people whose address has a postcode that begins with one of ``codes``, as a subquery."""
        People = self.env["kentro.beneficiary"].with_context(active_test=False)
        if self.env.user.has_group(DIRECTOR):
            People = People.sudo()  # as superuser: only whether an application is concerned, of many
        return People._search(Domain.OR(Domain("zip", "=like", f"{code}%") for code in codes)).subselect()

    def action_extend(self):
        """Give all of them their new end, and list each with its old one."""
        self.ensure_one()
        self._begin("draft")
        applications = self._affected()
        if not applications and not self.env.user.has_group(DIRECTOR):  # whom it would tell that there is none
            raise UserError(self.env._("No approval of these programmes ends in that span and area."))
        applications._lock_roots()
        lines = self.env["kentro.application.extension.line"]
        if not self.env.user.has_group(DIRECTOR):
            applications.check_access("write")
        # as superuser: an end is not written by hand, and the list neither
        lines.sudo().create(
            [{"extension_id": self.id, "application_id": a.id, "old_end": a.valid_to} for a in applications]
        )
        applications.sudo()._set_end(self.new_end)
        self._note("done", len(applications))

    def action_take_back(self):
        """Give back the old end to all that still have the new one and have not ended."""
        self.ensure_one()
        self._begin("done")
        # as superuser: as above
        lines = self.sudo().line_ids.filtered(
            lambda line: line.application_id.valid_to == self.new_end and line.application_id.stage_kind == "ongoing"
        )
        lines.application_id._lock_roots()
        for end, same in lines.grouped("old_end").items():
            same.application_id._set_end(end)
        self._note("undone", self.sudo().done_count - len(lines))

    def _begin(self, state):
        self.check_access("write")
        self.lock_for_update()
        self.invalidate_recordset(["state"])
        if self.state != state:
            raise UserError(self.env._("Meanwhile somebody else has done so. Look again."))
        if state == "done" and self.done_by_id != self.env.user and not self.env.user.has_group(DIRECTOR):
            raise UserError(self.env._("It is taken back by whoever made it, or by the Directorate."))

    def _note(self, state, count):
        # as superuser: written by the buttons alone
        self.sudo().write(
            {"state": state, "done_by_id": self.env.uid, "done_on": fields.Datetime.now(), "done_count": count}
        )


class KentroApplicationExtensionLine(models.Model):
    """An approval that was extended, and when it would have ended."""

    _name = "kentro.application.extension.line"
    _description = "Extended approval"
    _order = "extension_id desc, id"
    _rec_name = "application_id"
    _kentro_file = True

    extension_id = fields.Many2one(
        "kentro.application.extension", required=True, readonly=True, index=True, ondelete="restrict"
    )
    application_id = fields.Many2one(
        "kentro.application", "Application", required=True, readonly=True, index=True, ondelete="restrict"
    )
    old_end = fields.Date("Was valid until", readonly=True)
    new_end = fields.Date(related="extension_id.new_end")
    legal_act_id = fields.Many2one(related="extension_id.legal_act_id")
    state = fields.Selection(related="extension_id.state", string="Status")


class KentroApplication(models.Model):
    _inherit = "kentro.application"

    extension_line_ids = fields.One2many(
        "kentro.application.extension.line", "application_id", "Extensions", readonly=True
    )

    def _set_end(self, end):
        """Give these (superuser's) approvals another end; whose renewal is far again goes on being paid."""
        self.write({"valid_to": end})
        today = fields.Date.context_today(self)
        again = self.filtered(lambda a: a.stage_id.code == "renew" and a.renew_from and a.renew_from > today)
        again._take_system_step("extended")
