"""Make the invented people of a demo database, in one transaction."""

import sys

from odoo import SUPERUSER_ID, api
from odoo.exceptions import UserError
from odoo.modules.registry import Registry
from odoo.tools import config


def main(configuration, database):
    options = ["-c", configuration, "-d", database, "--log-level=error"]
    config.parse_config(options, setup_logging=True)
    try:
        with Registry(database).cursor() as cr:
            api.Environment(cr, SUPERUSER_ID, {})["kentro.demo"]._generate()
    except UserError as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main(*sys.argv[1:])
