import logging

from odoo import api, models
from psycopg2 import OperationalError

_logger = logging.getLogger(__name__)


class KentroScreening(models.TransientModel):
    """The job that looks through a big register, for one user after the other, with the rights of each."""

    _inherit = "kentro.screening"

    @api.model
    def _cron_look(self):
        """Look as whoever asked for it, a programme at a time, and commit after each."""
        cron = self.env["ir.cron"]
        # sudo: screenings belong to those who made them
        running = self.sudo().search([("state", "=", "running")], order="id")
        for screening in running:
            further = True
            while further:
                further = screening._look_in_job()
                left = len(running.filtered(lambda one: one.state == "running"))
                if not cron._commit_progress(1, remaining=left):
                    return  # no time left: Odoo goes on with it at once

    def _look_in_job(self):
        """Look at the next programme; return whether there is another. Whatever fails, the others go on."""
        try:
            if not self.try_lock_for_update():
                return False  # its owner stops it at this moment, or looks anew
            self.invalidate_recordset()
            with self.env.cr.savepoint():
                return self._as_author()._look_further()
        except OperationalError:
            raise  # the connection, or another transaction that was first: Odoo tries again
        except Exception as error:
            # by reference only: the message may name a person
            _logger.warning("Looking through the register failed: %s,%s: %s", self._name, self.id, type(error).__name__)
            self._set(state="stopped", remarks=self.env._("It could not be finished. Tell the administrator."))
            return False

    def _as_author(self):
        """This screening with the rights and language of whoever made it."""
        author = self.create_uid
        return self.with_user(author).with_context(
            lang=author.lang, tz=author.tz, allowed_company_ids=author.company_ids.ids
        )
