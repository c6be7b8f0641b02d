import logging

import psycopg2
from odoo.modules.db import FunctionStatus
from odoo.orm.registry import _unaccent
from odoo.tools import SQL
from odoo.tools.misc import remove_accents

from .models.people.contact.contacts import empty_contacts
from .models.people.register.number_series import drop_series

_logger = logging.getLogger(__name__)

GREEK_UNACCENT = """
    CREATE OR REPLACE FUNCTION public.unaccent(text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS
    $$ SELECT translate(ext.unaccent('ext.unaccent'::regdictionary, $1), 'ς', 'σ') $$
"""


def prepare_greek_search(env):
    """Make every search of Odoo blind to accents and final sigma, and names findable by likeness.

    Odoo takes any immutable function `unaccent(text)` it finds. The stock one leaves ς and σ apart,
    so ΓΙΩΡΓΟΣ would not find Γιώργος: ours, over the extension kept in schema `ext`, does.
    """
    _extension(env.cr, "CREATE EXTENSION IF NOT EXISTS pg_trgm", "names are searched slowly and by exact spelling")
    env.registry.has_trigram = _exists(env.cr, "SELECT 1 FROM pg_proc WHERE proname = 'word_similarity'")
    if _exists(env.cr, "SELECT 1 FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND proname = 'unaccent'"):
        _logger.info("This database has an unaccent function of its own, which may keep ς and σ apart; it is left.")
        return
    if _extension(
        env.cr,
        "CREATE SCHEMA IF NOT EXISTS ext; CREATE EXTENSION IF NOT EXISTS unaccent SCHEMA ext;" + GREEK_UNACCENT,
        "searches mind accents and final sigma",
    ):
        env.registry.has_unaccent = FunctionStatus.INDEXABLE
        env.registry.unaccent = _unaccent
        env.registry.unaccent_python = remove_accents


def _extension(cr, sql, loss):
    """Run ``sql``, or say in the log what is lost without it."""
    try:
        with cr.savepoint(flush=False):
            cr.execute(sql)
    except psycopg2.Error as error:
        _logger.warning(
            "In this database %s, because its owner may not create extensions (%s). Ask whoever runs PostgreSQL "
            "to run this once in it and restart Odoo:\n%s",
            loss,
            str(error).strip(),
            sql,
        )
        return False
    return True


def _exists(cr, sql):
    cr.execute(sql)
    return bool(cr.fetchone())


def prepare_uninstall(env):
    """What Odoo's uninstallation cannot know: people lose their names, tables let go of each other."""
    anonymise_contacts(env)
    drop_series(env.cr)
    _release_tables(env.cr)


def anonymise_contacts(env):
    """Before the addon goes, with it the rule that hides them: contacts of beneficiaries lose who they are.

    Contacts that were never a beneficiary's are not touched. By SQL, because the addon itself refuses
    such writing.
    """
    env.flush_all()
    cr = env.cr
    cr.execute("SELECT id FROM res_partner WHERE kentro_hidden")
    ids = [id_ for (id_,) in cr.fetchall()]
    if not ids:
        return
    empty_contacts(env, ids, env._("Anonymised contact"))
    for model in ("ir.attachment", "mail.message", "mail.followers", "mail.activity"):
        field = "model" if model == "mail.message" else "res_model"
        env[model].sudo().search([(field, "=", "res.partner"), ("res_id", "in", ids)]).unlink()
    env.invalidate_all()
    _logger.info("Anonymised %s contacts of beneficiaries.", len(ids))


def _release_tables(cr):
    """Drop the foreign keys to our own tables, those of contacts and users among them.

    Odoo deletes our code lists before it drops the tables, and meets those that are still in use
    with an error in the log and another try.
    """
    cr.execute(
        "SELECT conrelid::regclass::text, conname FROM pg_constraint"
        " WHERE contype = 'f' AND confrelid::regclass::text ~ '^kentro_'"
    )
    for table, constraint in cr.fetchall():
        cr.execute(SQL("ALTER TABLE %s DROP CONSTRAINT %s", SQL.identifier(table), SQL.identifier(constraint)))
