from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command


class KentroWorkflow(models.Model):
    """Versions: a new one is a full copy to work on; the one published last is in force.

    Publishing a version retires the one before it, as Odoo does with bills of materials: new records
    begin in one place only, and those that stand on the earlier version go on there until they are moved.
    """

    _inherit = "kentro.workflow"

    previous_id = fields.Many2one(
        "kentro.workflow", "Copied from", readonly=True, copy=False, ondelete="set null", index="btree_not_null"
    )

    @api.depends("name", "version")
    def _compute_display_name(self):
        for workflow in self:
            said = {"name": workflow.name, "version": workflow.version}
            workflow.display_name = (
                self.env._("%(name)s, version %(version)s", **said) if workflow.name else ""
            )

    @api.model_create_multi
    def create(self, vals_list):
        last, default = {}, self.default_get(["company_id"]).get("company_id")
        vals_list = [dict(vals) for vals in vals_list]
        for vals in vals_list:
            key = vals.get("code"), vals.get("company_id", default) or False
            last[key] = max(last.get(key, 0), self._last_version(*key)) + 1
            vals |= {"version": last[key], "offered": False}
        return super().create(vals_list)

    def write(self, vals):
        if "version" in vals:
            raise UserError(self.env._("Versions are counted by themselves: make a new one with its button."))
        if not vals.keys() & {"code", "company_id"}:
            return super().write(vals)
        for workflow in self:
            key = vals.get("code", workflow.code), vals.get("company_id", workflow.company_id.id)
            if key == (workflow.code, workflow.company_id.id):
                super(KentroWorkflow, workflow).write(vals)
            else:
                version = self._last_version(*key) + 1
                super(KentroWorkflow, workflow).write({**vals, "version": version})
        self.check_access("write")  # nor is a draft handed to another municipality
        return True

    @api.model
    def _last_version(self, code, company_id):
        """Return the highest number among the versions of ``code`` in a municipality (False: for all)."""
        # as superuser: a number is unique among all versions, seen or not
        versions = self.sudo().search([("code", "=", code), ("company_id", "=", company_id)])
        return max(versions.mapped("version"), default=0)

    def action_publish(self):
        super().action_publish()
        for workflow in self:
            workflow._other_versions("published").action_retire()

    def _other_versions(self, *states):
        """Return the other versions of this process in the same municipality, the latest first."""
        return self.search(
            [
                ("code", "=", self.code),
                ("company_id", "=", self.company_id.id),
                ("state", "in", states),
                ("id", "!=", self.id),
            ],
            order="version desc",
        )

    @api.model
    def _get_all_for(self, model, companies):
        """Return the workflows in which new records of ``model`` start in any of ``companies``."""
        domain = [("model", "=", model), ("state", "=", "published"), ("company_id", "in", [False, *companies.ids])]
        # as superuser: everybody sees the columns of the processes she works in
        published = self.sudo().search(domain)
        found = self.browse()
        for company in companies:
            own = published.filtered(lambda w, c=company: w.company_id == c)
            found |= (own or published.filtered(lambda w: not w.company_id)).sorted("version")[-1:]
        return found.sudo()

    # -- copies ------------------------------------------------------------------------------

    def action_new_version(self):
        """Open a draft that is a full copy of this version, for the same municipality."""
        self.ensure_one()
        return self.copy({"previous_id": self.id})._action_open()

    def action_own_version(self):
        """Open a draft of one's own municipality that is a full copy of this process shared by all."""
        self.ensure_one()
        return self.copy({"previous_id": self.id, "company_id": self.env.company.id})._action_open()

    def _action_open(self):
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
            "name": self.env._("New version"),
        }

    def copy(self, default=None):
        drafts = super().copy(default)
        for workflow, draft in zip(self, drafts, strict=True):
            workflow._copy_parts_to(draft)
        return drafts

    def _parts(self):
        """Return ``{model: records}``: every part of these workflows, of whatever kind, in its order."""
        found = {self._name: self}
        for name in self.env["kentro.workflow.part"]._part_models():
            Part = self.env[name].with_context(active_test=False)
            owner = Part._owner_name()
            owners = found[Part._fields[owner].comodel_name]
            found[name] = Part.search([(owner, "in", owners.ids)])
        del found[self._name]
        return found

    def _copy_parts_to(self, draft):
        """Copy every part of this workflow to ``draft``: what they say of each other, the copies say of copies."""
        # as superuser: the user has made the draft, and its parts are those of a version that she reads
        parts, copies, later = self.sudo()._parts(), {self: draft.id}, []
        for records in parts.values():
            for record, vals in zip(records, records.copy_data(), strict=True):
                vals = {name: value for name, value in vals.items() if record._fields[name].type != "one2many"}
                links = {name for name in vals if record._fields[name].comodel_name in (self._name, *parts)}
                waiting = {
                    name
                    for name in links
                    if any(other in parts.get(other._name, ()) and other not in copies for other in record[name])
                }
                vals = {name: value for name, value in vals.items() if name not in links}
                vals |= {name: _copied(record, name, copies) for name in links - waiting}
                new = record.create(vals)
                copies[record] = new.id
                record.copy_translations(new)
                later.append((record, new, waiting))
        for record, new, waiting in later:
            if waiting:
                new.write({name: _copied(record, name, copies) for name in waiting})


def _copied(record, name, copies):
    """Return the value of the relation ``name`` of ``record`` with copies in the place of what was copied."""
    ids = [copies.get(other, other.id) for other in record[name]]
    return [Command.set(ids)] if record._fields[name].type == "many2many" else ids and ids[0]
