"""Programmes that were there before learn where one applies for them, and for how long they hold."""

from odoo import SUPERUSER_ID, api

TERMS = {
    "gmi": {
        "platform": "keaprogram.gr, or the Community Centre",
        "apply_at": "https://keaprogram.gr",
        "validity_months": 6,
        "renewal_days": 30,
        "to_confirm": True,
    },
}


def migrate(cr, _version):
    env = api.Environment(cr, SUPERUSER_ID, {})
    for code, terms in TERMS.items():
        programme = env.ref(f"kentro_koinotitas.programme_{code}", raise_if_not_found=False)
        if programme and not programme.platform:
            programme.write(terms)
