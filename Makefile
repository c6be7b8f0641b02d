# The commands; what they do is in dev/. Variables: README.md.
PYTHON ?= python3

.PHONY: help run reset test lint i18n bench audit
.SILENT:

help:
	echo "make run     Odoo 19 with the addons and a demo municipality   [MUNICIPALITY=serres PORT=8069]"
	echo "make test    every test                                        [T=path of one file]"
	echo "make lint    the checks that need no database"
	echo "make i18n    bring the Greek translations to the terms of the code"
	echo "make bench   the engine beside its peers: ratios and their bars   [B='moves form']"
	echo "make audit   whether the log of a database stands as it was written [DB=kentro_demo_serres ANCHOR=digest]"
	echo "make reset   delete the demo database of a municipality        [MUNICIPALITY=serres]"

run reset test lint i18n bench audit:
	command -v $(PYTHON) >/dev/null || { \
		echo "$(PYTHON) is not installed: install Python 3.11, 3.12 or 3.13, or name yours (make $@ PYTHON=...)." >&2; \
		exit 1; }
	exec $(PYTHON) -m dev $@

.DEFAULT:
	echo "There is no 'make $@': make run, make test, make lint, make i18n, make bench, make audit or make reset." >&2; exit 2
