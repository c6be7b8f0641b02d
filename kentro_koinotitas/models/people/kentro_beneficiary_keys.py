from odoo import api, fields, models

from ...tools.greek_numbers import phone_key
from ...tools.greek_sound import name_key, near_codes, sound_keys
from ...tools.greek_text import fold


class KentroBeneficiary(models.Model):
    """By what a person is sorted, searched and compared: keys made of her names and telephone.

    ``search_key`` and ``sound_codes`` find her however her name is written; ``last_key`` and ``first_key`` compare
    her with somebody else.
    """

    _inherit = "kentro.beneficiary"

    name_key = fields.Char(compute="_compute_name_keys", store=True, index=True, help="Folded name, to sort by")
    search_key = fields.Char(compute="_compute_name_keys", store=True, help="How the name may sound, to search by")
    sound_codes = fields.Char(
        compute="_compute_name_keys", store=True, help="What the sounds share with those a slip away from them"
    )
    last_key = fields.Char(compute="_compute_name_keys", store=True, help="How the last name sounds")
    first_key = fields.Char(compute="_compute_name_keys", store=True, help="How the first name on her papers sounds")
    phone_key = fields.Char(compute="_compute_phone_key", store=True, index="btree_not_null")

    _search_key_trgm = models.Index(
        lambda registry: "USING gin (search_key gin_trgm_ops)" if registry.has_trigram else ""
    )
    # entries go into the index at once: a list of those still to be entered would be read through at every search
    _sound_codes_idx = models.Index("USING gin (string_to_array(sound_codes, ' ')) WITH (fastupdate = off)")
    _same_name_idx = models.Index("(last_key, first_key)")

    @api.depends("last_name", "first_name", "last_name_latin", "first_name_latin")
    def _compute_name_keys(self):
        for person in self:
            person.name_key = fold(person._full_name(person.last_name, person.first_name))
            person.last_key = name_key(person.last_name)
            person.first_key = name_key(person.first_name, first=True)
            keys = person._sound_keys()
            person.search_key = " ".join(sorted(keys))
            person.sound_codes = " ".join(sorted({code for key in keys for code in near_codes(key)}))

    def _sound_keys(self):
        """Return how her names may sound, as they are written here and as her papers have them."""
        words = " ".join(filter(None, [self.last_name, self.first_name])).split()
        on_papers = name_key(" ".join(filter(None, [self.last_name_latin, self.first_name_latin])))
        return {*on_papers.split(), *(key for word in words for key in sound_keys(word))}

    @api.depends("partner_id.phone")
    def _compute_phone_key(self):
        for person in self:
            person.phone_key = phone_key(person.phone) or False
