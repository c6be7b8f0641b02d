from odoo import api, models
from odoo.tools.misc import ReadonlyDict
from odoo.tools.translate import code_translations

# whose sentences of the code our Greek tells where theirs lacks it
_ADDONS = ("base", "calendar", "mail", "web")


class ResLang(models.Model):
    """Odoo's own sentences that a user of the Centre meets, above all refusals, in `i18n_extra` where Odoo has none."""

    _inherit = "res.lang"

    def _register_hook(self):
        super()._register_hook()
        for code, _name in self.get_installed():
            self._tell_words_of_odoo(code)

    @api.model
    def _tell_words_of_odoo(self, code):
        """Each addon reads the words of its own folder: here they get what it lacks of ours."""
        ours = code_translations.get_python_translations("kentro_koinotitas", code)
        for addon in _ADDONS if ours else ():
            theirs = code_translations.get_python_translations(addon, code)
            code_translations.python_translations[addon, code] = ReadonlyDict({**ours, **theirs})
