from odoo import api, models
from odoo.tools import SQL

# What hangs on these of hers is hers too.
STEPS_DOWN = ("kentro.case", "kentro.assessment", "kentro.application", "kentro.merge")
# Records of somebody else's file that only mention her, as the holder of a child's custody: never hers to empty.
MENTIONS = {
    ("kentro.application", "concerns_id"),
    ("kentro.application.paper", "beneficiary_id"),
    ("kentro.custody", "holder_id"),
    ("kentro.household.member", "hosted_by_id"),
    ("kentro.housing", "contract_holder_id"),
    ("kentro.housing", "supply_holder_id"),
}
# What a record of hers points at, and is hers though it does not point back.
FOLLOWED = [("kentro.request", "appointment_id")]
# References by model and id that are kept in columns of another name.
NAMED_OTHERWISE = {"kentro.review.item": ("source_model", "source_id")}


class KentroPersonFile(models.AbstractModel):
    """What a person's file consists of, whatever model it is in: asked by the export of her data and by retention.

    Found over the registry, so that a model that comes later is part of it without a word.
    """

    _name = "kentro.person.file"
    _description = "What a person's file consists of"

    @api.model
    def _of(self, people, without=(), mentions=True):
        """Return ``{model: ids}`` of every record linked to ``people``, one query a column.

        :param without: models that are left out
        :param mentions: whether records of others that only mention them count
        """
        self.env.flush_all()
        people = people._with_merged()
        found = {"kentro.beneficiary": set(people.ids), "res.partner": set(people.partner_id.ids)}
        for target in ("kentro.beneficiary", "res.partner", *STEPS_DOWN):
            for model, field in self._links(target, without):
                if not mentions and ((model._name, field.name) in MENTIONS):
                    continue
                only = SQL("TRUE") if mentions or target not in STEPS_DOWN else self._not_anothers(model, people)
                ids = self._linked(model, field, target, found.get(target, ()), only)
                if ids:
                    found.setdefault(model._name, set()).update(ids)
        return found

    @api.model
    def _whole(self, people):
        """Return as `_of` all that tells of ``people``: households of nobody else, and what points at any of it."""
        found = self._of(people, mentions=False)
        people = people.browse(found["kentro.beneficiary"])
        found.update({"kentro.household": homes} if (homes := self._homes(people)) else {})
        for model, field in self._links("kentro.household", ()) if homes else ():
            ids = self._linked(model, field, "kentro.household", homes, self._not_anothers(model, people))
            found.setdefault(model._name, set()).update(ids)
        # twice: a message about an appointment about a request
        return self._with_references(self._with_references(found))

    @api.model
    def _with_references(self, found):
        """Return ``found`` with appointments, and what points at its records by model and id, one query a column."""
        found = {name: set(ids) for name, ids in found.items()}
        for model, field in FOLLOWED:
            column, table = SQL.identifier(field), SQL.identifier(self.env[model]._table)
            query = SQL("SELECT %s FROM %s WHERE id = ANY(%s)", column, table, list(found.get(model, ())))
            ids = {id_ for (id_,) in self.env.execute_query(query) if id_}
            found.setdefault(self.env[model]._fields[field].comodel_name, set()).update(ids)
        for model, kind, column in self._references():
            rows = self.env.execute_query(
                SQL("SELECT id FROM %s r WHERE %s", SQL.identifier(model._table), self._points_at(found, kind, column))
            )
            if rows:
                found.setdefault(model._name, set()).update(id_ for (id_,) in rows)
        return found

    @api.model
    def _points_at(self, found, kind, column):
        """Return the condition that a row ``r`` points at one of ``found`` by its columns ``kind`` and ``column``."""
        return SQL(" OR ").join(
            SQL("(r.%s = %s AND r.%s = ANY(%s))", SQL.identifier(kind), name, SQL.identifier(column), list(ids))
            for name, ids in found.items()
        )

    # --- links --------------------------------------------------------------------------------

    def _stored_models(self):
        models_ = (self.env[name] for name in sorted(self.env.registry))
        return [model for model in models_ if not model._abstract and model._auto and not model._transient]

    def _links(self, target, without):
        """Yield (model, field) of every stored column that points at ``target``."""
        for model in self._stored_models():
            name = model._name
            if name in without or name in (target, "mail.message", "ir.attachment"):
                continue
            if target == "res.partner" and not name.startswith("kentro."):
                continue  # users, companies and the like: her contact is hidden, and none of theirs
            for field in model._fields.values():
                if not field.store or not field.column_type:
                    continue
                by_id = field.type == "many2one_reference" and model._fields[field.model_field].store
                if by_id and name == "kentro.transition.log":
                    continue  # the moves are told apart
                if by_id or (field.type == "many2one" and field.comodel_name == target):
                    yield model, field

    def _references(self):
        """Yield (model, column of the model, column of the id) of every stored reference by model and id."""
        for model in self._stored_models():
            if model._name == "kentro.transition.log":
                continue
            if model._name in NAMED_OTHERWISE:
                yield model, *NAMED_OTHERWISE[model._name]
            for field in model._fields.values():
                if field.type == "many2one_reference" and field.store and model._fields[field.model_field].store:
                    yield model, field.model_field, field.name

    def _linked(self, model, field, target, ids, only):
        kind = SQL("TRUE")
        if field.type == "many2one_reference":
            kind = SQL("r.%s = %s", SQL.identifier(field.model_field), target)
        query = SQL(
            "SELECT r.id FROM %s r WHERE r.%s = ANY(%s) AND %s AND %s",
            SQL.identifier(model._table), SQL.identifier(field.name), list(ids), kind, only,
        )  # fmt: skip
        return {id_ for (id_,) in self.env.execute_query(query)} if ids else set()

    def _not_anothers(self, model, people):
        """Return the condition that a row ``r`` of ``model`` is in the file of nobody but ``people``."""
        field = model._fields.get("beneficiary_id")
        if field is None or not field.store:
            return SQL("TRUE")
        return SQL("(r.beneficiary_id IS NULL OR r.beneficiary_id = ANY(%s))", people.ids)

    def _homes(self, people):
        """Return ids of the households in which nobody else has ever lived whose file is still hers."""
        rows = self.env.execute_query(
            SQL(
                """SELECT m.household_id FROM kentro_household_member m
                     JOIN kentro_beneficiary p ON p.id = m.beneficiary_id
                    WHERE m.household_id IN (SELECT household_id FROM kentro_household_member
                                              WHERE beneficiary_id = ANY(%(people)s))
                 GROUP BY m.household_id HAVING bool_and(p.id = ANY(%(people)s) OR p.anonymised_on IS NOT NULL)""",
                people=people.ids,
            )
        )
        return {id_ for (id_,) in rows}
