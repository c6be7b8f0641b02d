"""Which citizenship a nationality is, as programmes tell them apart."""

BESIDE_THE_UNION = ("IS", "LI", "NO", "CH")  # the EEA and Switzerland: treated as citizens of the Union


def citizenships(env):
    """Return ``{id of a country: "greek" or "eu"}``; every other country is "third"."""
    # sudo: a list of countries
    union = env.ref("base.europe").sudo().country_ids
    union |= env["res.country"].sudo().search([("code", "in", BESIDE_THE_UNION)])
    return {**dict.fromkeys(union.ids, "eu"), env.ref("base.gr").id: "greek"}
