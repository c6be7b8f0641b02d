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
        # centre
        # people
        # network
        # programmes
        # cases
        # menus last: they name the actions above
        "views/kentro_menus.xml",
    ],
    "assets": {
        "web.assets_backend": ["kentro_koinotitas/static/src/**/*"],
    },
    "application": True,
}
