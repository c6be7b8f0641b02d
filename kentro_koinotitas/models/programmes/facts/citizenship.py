"""Which citizenship a nationality is, as programmes tell them apart."""

from odoo.fields import Domain

BESIDE_THE_UNION = ("IS", "LI", "NO", "CH")  # the EEA and Switzerland: treated as citizens of the Union


def citizenships(env):
    """Return ``{id of a country: "greek" or "eu"}``; every other country is "third"."""
    id_of = env["ir.model.data"]._xmlid_to_res_id
    of_it = Domain("country_group_ids", "in", [id_of("base.europe")]) | Domain("code", "in", BESIDE_THE_UNION)
    union = env["res.country"].sudo()._search(of_it)  # sudo: a list of countries
    return {**dict.fromkeys(union, "eu"), id_of("base.gr"): "greek"}
