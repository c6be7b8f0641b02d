from odoo import Command, models
from odoo.fields import Domain

# One entry of the municipality has such a number: the archived one gives it up.
UNIQUE = ("afm", "amka", "external_ref")


class KentroMerge(models.Model):
    """The values of the two entries: written as chosen, what was not chosen kept, and given back."""

    _inherit = "kentro.merge"

    def _write_choices(self):
        """Give the kept entry the chosen values; return what both had, for the way back."""
        kept, other = self.kept_id, self.merged_id
        chosen = {line.field_id.name for line in self.line_ids if line.choice == "merged"}
        values = {name: _plain(other, name) for name in chosen}
        before = {"kept": {name: _plain(kept, name) for name in chosen}, "written": dict(values), "sets": {}}
        before["taken"] = {name: other[name] for name in UNIQUE if other[name]}
        replaced = {
            name: kept[name] if name in chosen else value
            for name, value in before["taken"].items()
            if kept[name] and kept[name] != value
        }
        other.write(dict.fromkeys(before["taken"], False))
        self.env.flush_all()
        before["replaced"] = self._keep_replaced(replaced).ids
        for name in kept._merged_sets():
            added = other[name] - kept[name]
            before["sets"][name] = added.ids
            values[name] = [Command.link(id_) for id_ in added.ids]
        if values:
            kept.write(values)
        return before

    def _keep_replaced(self, numbers):
        """Note numbers that nobody's file has any more, so that she is found by them, and they can be given again."""
        return self.env["kentro.identifier"].create(
            [
                {
                    "beneficiary_id": self.kept_id.id,
                    "kind_id": self.env.ref(f"kentro_koinotitas.identifier_kind_{name}_earlier").id,
                    "value": value,
                    "status": "replaced",
                }
                for name, value in numbers.items()
            ]
        )

    def _write_back(self):
        """Undo `_write_choices`; return a sentence for each value that was changed since, and stays."""
        before, told, values = self.before or {}, [], {}
        for name, value in before.get("kept", {}).items():
            if _plain(self.kept_id, name) == before["written"].get(name):
                values[name] = value
            else:
                told.append(self.env._("«%s» was changed since, and stays as it is.", self._label(name)))
        self.env["kentro.identifier"].browse(before.get("replaced", ())).exists().unlink()
        # two steps: what one entry gives back the other may take
        unique = {name: values.pop(name) for name in UNIQUE if name in values}
        self.kept_id.write(dict.fromkeys(unique, False))
        self.env.flush_all()
        told += self._give_back(self.merged_id, before.get("taken", {}))
        told += self._give_back(self.kept_id, unique)
        for name, ids in before.get("sets", {}).items():
            stay = self._in_use(ids) if name == "structure_ids" else set()
            if stay:
                told.append(
                    self.env._(
                        "%(count)s structures go on serving %(kept)s: there are records of theirs since.",
                        count=len(stay),
                        kept=self.kept_id.number,
                    )
                )
            values[name] = [Command.unlink(id_) for id_ in ids if id_ not in stay]
        if values:
            self.kept_id.write(values)
        return told

    def _give_back(self, person, numbers):
        """Write unique ``numbers`` of ``person`` where nobody else has them by now; return what is not."""
        told, free = [], {}
        for name, value in numbers.items():
            held = Domain(name, "=", value) & Domain("company_id", "=", person.company_id.id)
            # a query for each of at most three numbers
            others = person.with_context(active_test=False).search(held, limit=2) - person if value else ()
            if others:
                told.append(self.env._("«%s» is another person's by now, and is not given back.", self._label(name)))
            else:
                free[name] = value
        if free:
            person.write(free)
            self.env.flush_all()
        return told

    def _label(self, name):
        return self.kept_id._fields[name]._description_string(self.env)

    def _in_use(self, structure_ids):
        """Return which of these structures have records with the kept entry, or took her on."""
        links = [(model, field.name) for model, field in self._links() if field.type == "many2one"]
        links.append((self.env["kentro.beneficiary.taking"], "beneficiary_id"))
        used = set()
        for model, name in links:
            field = model._fields.get("structure_id")
            if structure_ids and field is not None and field.store and field.comodel_name == "kentro.structure":
                domain = Domain(name, "=", self.kept_id.id) & Domain("structure_id", "in", structure_ids)
                found = model.with_context(active_test=False)._read_group(domain, ["structure_id"])
                used.update(structure.id for (structure,) in found)
        return used


def _plain(person, name):
    """A value as JSON keeps it and `write` takes it."""
    field = person._fields[name]
    value = person[name]
    if field.type == "many2one":
        return value.id
    return field.to_string(value) if field.type in ("date", "datetime") and value else value
