from odoo import api, fields, models
from odoo.tools import SQL

from ..people.contact.contacts import empty_contacts

# What stays of a person, and why: all else of the columns and lists of her own record goes, a new one too.
KEPT_OF_PERSON = {
    "id", "create_uid", "create_date", "write_uid", "write_date",  # the record itself
    "partner_id", "company_id", "number", "merged_into_id", "is_restricted",  # what other records hang on
    "active", "anonymised_on",
    "structure_ids", "priority_group_ids", "sex", "birth_year", "education", "employment",  # the fund's indicators
}  # fmt: skip
# Rows of which nothing would be left, or of which it tells something that there is one.
DELETED = (
    "kentro.special.answer", "kentro.disability", "kentro.residence.title", "kentro.identifier", "kentro.private.note",
    "kentro.duplicate", "kentro.merge.line",
    "mail.activity", "mail.scheduled.message", "mail.message", "ir.model.data",
)  # fmt: skip


class KentroAnonymise(models.AbstractModel):
    """Take from files whose they are, for good: ids, dates, stages and kinds stay, so that every count does.

    By SQL, past the ORM, which refuses to change most of it; set-wise, in a number of statements that
    does not grow with the people. Whoever calls this has the yes of those who may give it.
    """

    _name = "kentro.anonymise"
    _description = "Anonymise files"

    @api.model
    def _people(self, people):
        """Anonymise ``people``, with the entries that were merged into them and all that hangs on them."""
        found = self.env["kentro.person.file"]._whole(people)
        people = people.with_context(active_test=False).browse(found["kentro.beneficiary"])
        self._strip(found)
        label = self.env._("Anonymised")
        empty_contacts(self.env, sorted(found["res.partner"]), label)
        self._empty_people(people, label)
        self._empty_reports(people)
        self._forget_found(people)
        self._forget_dialogs()
        self._done()
        return found

    @api.model
    def _records(self, records):
        """Take the free text, messages and files from ``records``, which are of no person's file."""
        self.env.flush_all()
        file, found = self.env["kentro.person.file"], {records._name: set(records.ids)}
        for model, field in file._links(records._name, ()):
            if field.type == "many2one" and field.ondelete == "cascade":
                found[model._name] = file._linked(model, field, records._name, records.ids, SQL("TRUE"))
        self._strip(file._with_references(found))
        if "anonymised_on" in records._fields:  # from now on nothing is written to what is left
            self.env.cr.execute(
                SQL("UPDATE %s SET anonymised_on = %s WHERE id = ANY(%s)", SQL.identifier(records._table),
                    fields.Date.context_today(self), records.ids)
            )  # fmt: skip
        self._done()

    def _strip(self, found):
        self._erase_reasons(found)
        self._delete_files(found)
        for name in DELETED:
            self._delete(name, found.get(name))
        for name in sorted(found.keys() - {*DELETED, "ir.attachment", "kentro.beneficiary", "res.partner"}):
            self._empty_texts(self.env[name], found[name])

    def _erase_reasons(self, found):
        """Of the log of moves the reasons go, each with its mark: the chain holds without them."""
        mine = self.env["kentro.person.file"]._points_at(found, "model", "res_id")
        rows = self.env.execute_query(
            SQL("SELECT r.id FROM kentro_transition_log r WHERE r.reason IS NOT NULL AND (%s)", mine)
        )
        if rows:
            self.env["kentro.transition.log"]._erase([id_ for (id_,) in rows])

    def _done(self):
        self.env.invalidate_all()
        self.env.registry.clear_cache()

    # --- the person ---------------------------------------------------------------------------

    def _empty_people(self, people, label):
        fields_ = people._fields.values()
        columns = [
            field.name
            for field in fields_
            if field.store and field.column_type and field.name not in KEPT_OF_PERSON and field.name != "last_name"
        ]
        self.env.cr.execute(
            SQL(
                "UPDATE kentro_beneficiary SET birth_year = COALESCE(extract(year FROM birth_date), birth_year),"
                " active = false, anonymised_on = %s, last_name = %s, %s WHERE id = ANY(%s)",
                fields.Date.context_today(self), label,
                SQL(", ").join(SQL("%s = NULL", SQL.identifier(name)) for name in columns), people.ids,
            )
        )  # fmt: skip
        # so that the name composed anew is the one on the contact
        self.env.cr.execute(
            SQL(
                "UPDATE res_partner c SET name = concat_ws(' ', %(label)s, p.number),"
                " complete_name = concat_ws(' ', %(label)s, p.number)"
                " FROM kentro_beneficiary p WHERE p.partner_id = c.id AND p.id = ANY(%(ids)s)",
                label=label, ids=people.ids,
            )
        )  # fmt: skip
        self.env.cr.execute("UPDATE kentro_beneficiary SET first_name = number WHERE id = ANY(%s)", [people.ids])
        for field in fields_:
            if field.type == "many2many" and field.store and not field.inherited and field.name not in KEPT_OF_PERSON:
                self.env.cr.execute(
                    SQL("DELETE FROM %s WHERE %s = ANY(%s)", SQL.identifier(field.relation),
                        SQL.identifier(field.column1), people.ids)
                )  # fmt: skip
