{
    "name": "Kentro: what the benchmark compares with",
    "summary": "A bare model with an audit row, and a model validated by OCA's base_tier_validation",
    "version": "19.0.1.0.0",
    "license": "AGPL-3",  # as the addon that it builds on; it is installed by make bench only
    "author": "Kentro",
    "category": "Hidden",
    "depends": ["kentro_koinotitas", "crm", "hr_holidays", "base_tier_validation"],
    "data": ["security/ir.model.access.csv"],
    "installable": True,
}
