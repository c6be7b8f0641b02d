{
    "name": "Kentro Koinotitas",
    "summary": "Municipal Community Centres: intake, cases, referrals and follow-up",
    "version": "19.0.1.0.0",
    "category": "Services/Community Centre",
    "author": "Kentro",
    "license": "LGPL-3",
    "depends": ["base", "mail", "contacts", "calendar", "resource", "portal"],
    "external_dependencies": {"python": ["python-dateutil"]},
    "data": [
        "security/kentro_groups.xml",
        # workflow
        "security/workflow/ir.model.access.csv",
        "security/workflow/workflow_rules.xml",
        "data/kentro_roles.xml",
        "views/workflow/kentro_workflow_views.xml",
        "views/workflow/kentro_transition_views.xml",
        "views/workflow/kentro_transition_log_views.xml",
        "views/workflow/kentro_opening_views.xml",
        # rules
        "security/rules/ir.model.access.csv",
        "views/rules/kentro_rule_views.xml",
        "data/kentro_legal_act.xml",
        # centre
        "security/centre/ir.model.access.csv",
        "security/centre/centre_rules.xml",
        "data/kentro_structure_kind.xml",
        "data/kentro_specialty.xml",
        "data/kentro_priority_group.xml",
        "data/kentro_centre_cron.xml",
        # people
        # network
        "security/network/ir.model.access.csv",
        "security/network/network_rules.xml",
        "data/kentro_sector.xml",
        "data/kentro_body_kind.xml",
        # programmes
        "security/programmes/ir.model.access.csv",
        "data/kentro_programme.xml",
        # cases
        "security/cases/ir.model.access.csv",
        "data/kentro_topic.xml",
        # menus last: they name the actions above
        "views/kentro_menus.xml",
    ],
    "assets": {
        "web.assets_backend": ["kentro_koinotitas/static/src/**/*"],
    },
    "application": True,
}
