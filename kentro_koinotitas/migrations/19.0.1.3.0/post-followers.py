"""Nobody follows the contact of a beneficiary: Odoo would tell every employee who does."""


def migrate(cr, _version):
    cr.execute(
        """DELETE FROM mail_followers follower USING res_partner contact
            WHERE follower.res_model = 'res.partner' AND follower.res_id = contact.id AND contact.kentro_hidden"""
    )
