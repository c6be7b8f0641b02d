{
    "name": "Kentro Roma Annex",
    "summary": "What only a Roma annex does; extends the Community Centre",
    "version": "19.0.1.0.0",
    "category": "Services/Community Centre",
    "author": "Kentro",
    "license": "LGPL-3",
    "depends": ["kentro_koinotitas"],
    "data": [
        "security/kentro_annex_groups.xml",
    ],
}
