from odoo.addons.kentro_koinotitas.tools.shipped import set_aside

# The shipped processes whose files say something new in this release.
CHANGED = ("intake", "referral", "followup")


def migrate(cr, version):
    set_aside(cr, *CHANGED)
