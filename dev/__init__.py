"""How Odoo 19 and PostgreSQL get onto this machine, and how they are run, tested and checked.

`python3 -m dev COMMAND` is what the Makefile calls. The modules before the virtual environment
exists (say, place, debian, odoo_source, packages, chromium) use the standard library only.
"""
