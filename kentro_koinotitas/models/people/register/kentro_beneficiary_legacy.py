from odoo import fields, models


class KentroBeneficiary(models.Model):
    """The number a person had in the register that was kept before this one."""

    _inherit = "kentro.beneficiary"

    legacy_ref = fields.Char(
        "Number in the earlier register",
        copy=False,
        index="btree_not_null",
        help="As it stood in the register that was imported: the same person is not imported twice",
    )
