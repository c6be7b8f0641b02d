from odoo import fields, models


class KentroLanguage(models.Model):
    """A language people speak at the desk.

    The list is closed (``languages.py`` says why some are left out): nobody is granted to add to it.
    """

    _name = "kentro.language"
    _description = "Language spoken"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True)
    sequence = fields.Integer(default=10)

    _code = models.UniqueIndex("(code)", "This language is on the list already.")
