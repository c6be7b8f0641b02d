from odoo import models


class IrBinary(models.AbstractModel):
    """A copy that hangs on a file and is opened by its address is a reading of the file."""

    _inherit = "ir.binary"

    def _find_record(self, *args, **kwargs):
        record = super()._find_record(*args, **kwargs)
        if record._name == "ir.attachment" and record.res_id:
            target = self.env.get(record.sudo().res_model)  # sudo: found, so it may be read
            if target is not None and hasattr(target, "_kentro_note"):
                target.browse(record.sudo().res_id)._kentro_note("copy")
        return record
