"""What a person does in a window of the web client, by the names of fields and steps."""

import datetime
from zoneinfo import ZoneInfo

STAGE = ".o_form_view .o_statusbar_status .o_arrow_button_current"


def today():
    """The day it is for the people of the demo: in Greece it is tomorrow two hours earlier."""
    return datetime.datetime.now(ZoneInfo("Europe/Athens")).date()


class Window:
    """One user's browser window."""

    def __init__(self, page):
        self.page = page

    def record(self, model):
        """Return the address of the record that is open, as anybody may open it."""
        return f"/odoo/{model}/{self.page.url.split('?')[0].rsplit('/', 1)[1]}"

    def field(self, name, inside=".o_form_view"):
        return self.page.locator(f"{inside} .o_field_widget[name={name}]").first

    def fill(self, name, value, inside=".o_form_view"):
        """Type into a field and leave it, so that its form knows."""
        entry = self.field(name, inside).locator("input, textarea").first
        if isinstance(value, datetime.date):
            value = value.strftime("%d/%m/%Y")
        entry.fill(value)
        entry.press("Tab")

    def proposes_today(self, name, inside):
        """Whether a date is filled in already. (It is a button until it has the focus, then an input.)"""
        self.settle()
        entry = self.field(name, inside).locator("button[data-field], input").first
        return entry.evaluate("entry => entry.value") == today().strftime("%d/%m/%Y")

    def choose(self, name, text="", inside=".o_form_view"):
        """Choose the first record that a relational field offers for ``text``."""
        entry = self.field(name, inside).locator("input").first
        entry.click()
        if text:
            entry.fill(text)
        offered = self.page.locator(".o-autocomplete--dropdown-item:not(.o_m2o_dropdown_option)").first
        offered.wait_for()
        self.page.wait_for_timeout(300)  # the list follows the typing
        offered.click()
        self.settle()

    def pick_first(self, name, inside=".o_form_view"):
        """Choose the first value of a selection."""
        self.field(name, inside).locator(".o_select_menu_toggler, .dropdown-toggle").first.click()
        self.page.locator(".o_select_menu_item").first.click()

    def tab(self, name):
        self.page.click(f".o_notebook_headers a[name={name}]")

    def save(self):
        self.page.click(".o_form_button_save")
        self.page.wait_for_selector(".o_form_status_indicator_buttons.invisible", state="attached")
        self.settle()

    def step(self, code):
        """Take a step that asks nothing."""
        before = self.stage()
        self.page.click(f".o_kentro_steps button[name={code}]")
        self._moved_from(before)

    def ask(self, code):
        """Begin a step that asks something; its dialog is then `inside='.modal'`."""
        self.page.click(f".o_kentro_steps button[name={code}]")
        self.page.wait_for_selector(".modal .o_kentro_confirm")

    def confirm(self):
        before = self.stage()
        self.page.click(".modal .o_kentro_confirm")
        self.page.wait_for_selector(".modal", state="detached")
        self._moved_from(before)

    def stage(self):
        """Return the name of the stage on which the record of the form stands."""
        return self.page.locator(STAGE).first.text_content().strip()

    def can_take(self, code):
        return self.page.locator(f".o_kentro_steps button[name={code}]").is_enabled()

    def _moved_from(self, stage):
        moved = "([selector, before]) => document.querySelector(selector)?.textContent.trim() !== before"
        self.page.wait_for_function(moved, arg=[STAGE, stage])
        self.settle()

    def settle(self):
        """Wait until what was asked of the server has come back and is drawn."""
        self.page.wait_for_function("() => !document.querySelector('.o_loading_indicator, .o_blockUI')")
        self.page.wait_for_timeout(400)
