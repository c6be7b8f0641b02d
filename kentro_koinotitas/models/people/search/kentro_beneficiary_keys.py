from odoo import api, fields, models

from ....tools.greek_latin import elot743
from ....tools.greek_numbers import phone_key
from ....tools.greek_sound import name_key, near_codes, sound_keys
from ....tools.greek_text import fold

NAMES = ("last_name", "first_name", "last_name_latin", "first_name_latin")
KEYS = ("name_key", "search_key", "sound_codes", "last_key", "first_key", "phone_key")


def _key(compute, **options):
    """A stored key; forms and lists never show it, so it is not read along with the file."""
    return fields.Char(compute=compute, store=True, prefetch=False, **options)


class KentroBeneficiary(models.Model):
    """By what a person is sorted, searched and compared: keys made of her names and telephone.

    ``search_key`` and ``sound_codes`` find her however her name is written; ``last_key`` and ``first_key`` compare
    her with somebody else.
    """

    _inherit = "kentro.beneficiary"

    name_key = _key("_compute_name_keys", index=True, help="Folded name, to sort by")
    search_key = _key("_compute_name_keys", help="How the name may sound, to search by")
    sound_codes = _key("_compute_name_keys", help="What the sounds share with those a slip away from them")
    last_key = _key("_compute_name_keys", help="How the last name sounds")
    first_key = _key("_compute_name_keys", help="How the first name on her papers sounds")
    phone_key = _key("_compute_phone_key", index="btree_not_null")

    _search_key_trgm = models.Index(
        lambda registry: "USING gin (search_key gin_trgm_ops)" if registry.has_trigram else ""
    )
    # entries go into the index at once: a list of those still to be entered would be read through at every search
    _sound_codes_idx = models.Index("USING gin (string_to_array(sound_codes, ' ')) WITH (fastupdate = off)")
    _same_name_idx = models.Index("(last_key, first_key)")

    @api.model_create_multi
    def create(self, vals_list):
        people = super().create([self._with_keys(vals) for vals in vals_list])
        for name in KEYS:  # inserted already: not computed once more
            self.env.remove_to_compute(self._fields[name], people)
        return people

    def _with_keys(self, vals):
        """Return ``vals`` with the keys: a row is inserted with them, instead of being written once more for them."""
        latin = {f"{name}_latin": vals.get(f"{name}_latin") or elot743(vals.get(name)) for name in NAMES[:2]}
        vals = {**vals, **latin}
        keys = self._name_keys(*(vals.get(name) or "" for name in NAMES))
        return {**vals, **keys, "phone_key": phone_key(vals.get("phone")) or False}

    @api.depends(*NAMES)
    def _compute_name_keys(self):
        for person in self:
            person.update(self._name_keys(*(person[name] or "" for name in NAMES)))

    @api.model
    def _name_keys(self, last, first, last_latin, first_latin):
        """Return the keys of a person with these names, as they are written here and as her papers have them."""
        written = " ".join(filter(None, [last, first])).split()
        sounds = {key for word in written for key in sound_keys(word)}
        sounds |= {key for name in (last_latin, first_latin) for key in name_key(name).split()}
        return {
            "name_key": fold(self._full_name(last, first)),
            "last_key": name_key(last),
            "first_key": name_key(first, first=True),
            "search_key": " ".join(sorted(sounds)),
            "sound_codes": " ".join(sorted({code for key in sounds for code in near_codes(key)})),
        }

    @api.depends("partner_id.phone")
    def _compute_phone_key(self):
        for person in self:
            person.phone_key = phone_key(person.phone) or False
