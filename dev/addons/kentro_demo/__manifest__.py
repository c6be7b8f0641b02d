{
    "name": "Kentro demo",
    "summary": "Demo users and invented people; for the demo database only",
    "version": "19.0.1.0.0",
    "category": "Hidden",
    "author": "Kentro",
    "license": "LGPL-3",
    "depends": ["kentro_koinotitas", "kentro_roma_annex"],
    "data": [
        "data/demo_language.xml",
        "data/demo_users.xml",
    ],
    "pre_init_hook": "pre_init_hook",
    "uninstall_hook": "uninstall_hook",
}
