def pre_init_hook(env):
    """The demo speaks Greek, also where the language was not asked for."""
    env["res.lang"]._activate_lang("el_GR")


def uninstall_hook(env):
    """Archive the demo users and keep them: what they did refers to them."""
    users = env["res.users"].with_context(active_test=False).search([("kentro_demo", "=", True)])
    users.write({"active": False})
    owned = [("module", "=", "kentro_demo"), ("model", "in", ("res.users", "res.partner"))]
    env["ir.model.data"].search(owned).unlink()
