"""Answers that tell of health are for the case team alone."""

from odoo import SUPERUSER_ID, api


def migrate(cr, _version):
    env = api.Environment(cr, SUPERUSER_ID, {})
    question = env.ref("kentro_koinotitas.question_mechanical_support", raise_if_not_found=False)
    if question:
        question.is_special = True
