import importlib.util
from pathlib import Path

from odoo.tests import TransactionCase

from .test_demo_users import make_demo

DATA = Path(__file__).resolve().parents[4] / "data"
PROCESSES = ("kentro.request", "kentro.case", "kentro.assessment", "kentro.referral", "kentro.followup",
             "kentro.application")


def load_municipality(env, name):
    """Load a folder of data/, as its own script does."""
    spec = importlib.util.spec_from_file_location("kentro_data_load", DATA / "load.py")
    loader = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(loader)
    loader.load(env, DATA / name)


class DemoCommon(TransactionCase):
    """A database of one municipality, made the demo database; ``_generate`` is the tests' to call."""

    municipality = "serres"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        load_municipality(cls.env, cls.municipality)
        make_demo(cls.env, True)

    @classmethod
    def user(cls, login):
        return cls.env.ref(f"kentro_demo.user_{login}")
