"""Who is given a role of the Centre is reported to the data protection officer, by whatever way it is given."""

from odoo import api, fields, models

_GIVEN = {"group_ids", "user_ids", "implied_ids", "all_implied_ids", "implied_by_ids", "role", "active"}


class ResGroups(models.Model):
    _inherit = "res.groups"

    @api.model_create_multi
    def create(self, vals_list):
        before = self._kentro_holders()
        groups = super().create(vals_list)
        self._kentro_report(before)
        return groups

    def write(self, vals):
        if _GIVEN.isdisjoint(vals):
            return super().write(vals)
        before = self._kentro_holders()
        done = super().write(vals)
        self._kentro_report(before)
        return done

    @api.model
    def _kentro_holders(self):
        """Return {(user, group)} of those who hold a role of the Centre, active ones alone."""
        data = self.env["ir.model.data"].sudo().search_read(
            [("model", "=", "res.groups"), ("module", "in", ("kentro_koinotitas", "kentro_roma_annex"))], ["res_id"])
        # sudo: whoever gives a role need not be able to read users
        groups = self.sudo().browse(row["res_id"] for row in data).exists()
        return {(user, group) for group in groups for user in group.all_user_ids if user.active and not user.share}

    @api.model
    def _kentro_report(self, before):
        """Note the roles that were not held ``before``, and tell the data protection officers."""
        if not self.env.registry.ready:
            return  # an addon gives its groups what they imply
        self.env.flush_all()
        self.sudo().invalidate_model(["all_user_ids"])
        given = {}
        for user, group in self._kentro_holders() - before:
            given.setdefault(user, []).append(group.name)
        # sudo: the list is the system's to write
        self.env["kentro.review.item"].sudo().create(
            [
                {
                    "kind": "role",
                    "date": fields.Datetime.now(),
                    "user_id": self.env.uid,
                    "company_id": user.company_id.id,
                    "reference": user.name,
                    "details": ", ".join(sorted(names)),
                }
                for user, names in given.items()
            ]
        )
        for user, names in given.items():
            self._kentro_tell_officers(user, names)

    def _kentro_tell_officers(self, user, names):
        self.env["mail.activity"]._kentro_tell(
            user._kentro_officers(user.company_id),
            lambda env: env._(
                "%(user)s was given the role «%(roles)s»", user=user.name, roles=", ".join(sorted(names))
            ),
        )


class ResUsers(models.Model):
    _inherit = "res.users"

    @api.model_create_multi
    def create(self, vals_list):
        groups = self.env["res.groups"]
        before = groups._kentro_holders()
        users = super().create(vals_list)
        groups._kentro_report(before)
        return users

    def write(self, vals):
        if _GIVEN.isdisjoint(vals):
            return super().write(vals)
        groups = self.env["res.groups"]
        before = groups._kentro_holders()
        done = super().write(vals)
        groups._kentro_report(before)
        if vals.get("active") is False:
            self.env["kentro.note.successor"]._pass_on(self)
        return done
