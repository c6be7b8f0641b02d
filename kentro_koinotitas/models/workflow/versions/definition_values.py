"""What single entries of a definition file say: numbers, texts, and names of other records. Not a model."""

from odoo.fields import Date, Datetime

TYPES = {
    "char": str,
    "text": str,
    "html": str,
    "selection": str,
    "boolean": bool,
    "integer": int,
    "float": (int, float),
}


class DefinitionValues:
    """The half of ``DefinitionReader`` that reads values; what does not fit is a fault and reads as None."""

    def _scalar(self, value, field, where):
        if value is False and field.type != "boolean" and not field.required:
            return False
        if field.type in ("date", "datetime"):
            try:
                return (Date.to_date if field.type == "date" else Datetime.to_datetime)(value)
            except (ValueError, TypeError, AttributeError):
                return self.fault(where, self._("«%s» is no date: write 2026-12-31.", value))
        kind = TYPES.get(field.type, object)
        if not isinstance(value, kind) or (isinstance(value, bool) and field.type != "boolean"):
            return self.fault(
                where, self._("«%(value)s» does not fit here: %(type)s is needed.", value=value, type=field.type)
            )
        if field.type == "selection" and value not in field.get_values(self.env):
            return self.fault(
                where,
                self._(
                    "«%(value)s» is not one of %(known)s.", value=value, known=", ".join(field.get_values(self.env))
                ),
            )
        return value

    def _translated(self, value, where, required):
        """Return ``{language: text}`` for the languages that are installed."""
        if not isinstance(value, dict) or not all(isinstance(text, str) and text for text in value.values()):
            return self.fault(where, self._('Here texts by language are needed, e.g. {"en_US": "Close"}.'))
        if (value or required) and "en_US" not in value:
            return self.fault(where, self._("The text in English (en_US) is missing: the others are its translations."))
        installed = {code for code, _name in self.env["res.lang"].get_installed()} | {"en_US"}
        english = value.get("en_US")
        return {
            lang: text for lang, text in value.items() if lang == "en_US" or (lang in installed and text != english)
        }

    # -- what is named -------------------------------------------------------------------------

    def _read_relation(self, value, field, name, part, where):
        many = field.type == "many2many"
        if many and not isinstance(value, list):
            return self.fault(where, self._("Here a list is needed."))
        names = value if many else [value] if value is not False else []
        if field.comodel_name in self.codes or field.comodel_name == "kentro.rule":
            for other in names:
                self._check_reference(field.comodel_name, other, where)
            part.references[name] = (field.comodel_name, names, many)
            return None
        records = [self._named(field.comodel_name, other, where) for other in names]
        if None not in records:
            part.values[name] = [record.id for record in records] if many else records[0].id if records else False
        return None

    def _check_reference(self, model, name, where):
        _ = self._
        if model == "kentro.rule":
            if not isinstance(name, int) or isinstance(name, bool) or not 1 <= name <= len(self.rules):
                self.fault(where, _("There is no rule number «%s» in this file; the first is 1.", name))
        elif name not in self.codes[model]:
            known = ", ".join(str(code) for code in self.codes[model])
            self.fault(where, _("There is no «%(name)s» in this file: it is one of %(known)s.", name=name, known=known))

    def _named(self, model, name, where):
        """Return the record of this database that the file calls ``name``, or None after a fault."""
        found = self._find(model, name) if isinstance(name, str) and name else None
        if found is None or len(found) != 1:
            kind = self.env["ir.model"]._get(model).name
            self.fault(
                where,
                self._(
                    "«%(name)s» is not known here as «%(kind)s»: make it first, or correct the file.",
                    name=name,
                    kind=kind,
                ),
            )
            return None
        return found

    def _find(self, model, name):
        Model = self.env[model]
        if model == "ir.model":
            return Model.browse(Model._get_id(name) if name in self.env else ())
        if model == "ir.model.fields":
            owner, _colon, field = name.rpartition(":")
            return Model._get(owner or self.workflow["model"], field)
        if "code" in Model._fields and model.startswith("kentro."):
            return Model.search([("code", "=", name)], limit=2)
        record = self.env.ref(name, raise_if_not_found=False) if "." in name else None
        if record and record._name == model:
            return record
        return Model.search([(Model._rec_name or "name", "=", name)], limit=2)
