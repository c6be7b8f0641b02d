from odoo import models


class KentroMerge(models.Model):
    """What there is to choose from: the fields in which the two entries differ, as they are now."""

    _inherit = "kentro.merge"

    def _differences(self):
        """Return ``{field: values of a line}`` where the two differ; proposed is the one that is filled."""
        self.ensure_one()
        kept, other, found = self.kept_id, self.merged_id, {}
        for name in kept._merged_fields():
            if kept[name] != other[name] and other[name]:
                # sudo: which fields there are is no secret
                field = self.env["ir.model.fields"].sudo()._get(kept._name, name)
                found[field] = {
                    "choice": "kept" if kept[name] else "merged",
                    "kept_value": self.line_ids._text(kept, name),
                    "merged_value": self.line_ids._text(other, name),
                }
        return found

    def _refresh_lines(self):
        """Have the lines say what differs now; return those that changed. A choice between the same values stays."""
        found, changed = self._differences(), self.line_ids.browse()
        gone = self.line_ids.filtered(lambda line: line.field_id not in found)
        for line in self.line_ids - gone:
            values = found.pop(line.field_id)
            if (line.kept_value or "", line.merged_value or "") != (values["kept_value"], values["merged_value"]):
                line.write(values)
                changed |= line
        gone.unlink()
        return changed | changed.create(
            [{"merge_id": self.id, "field_id": field.id, **values} for field, values in found.items()]
        )
