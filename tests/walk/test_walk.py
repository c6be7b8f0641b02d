"""A citizen from reception to a closed follow-up, in real browsers, by the people who do each part."""

import datetime

from window import Window, today

LAST, FIRST, PHONE = "Κουρουπάκη", "Αθηνά", "6971234567"


def test_a_citizen_from_reception_to_a_closed_follow_up(log_in, picture):
    reception, worker, coordinator = (Window(log_in(who)) for who in ("reception", "worker", "coordinator"))
    register(reception, picture)
    request = record_request(reception, picture)
    case = open_case(worker, request, picture)
    assess(worker, coordinator, case, picture)
    plan(worker, case, picture)
    refer(worker, case, picture)
    follow_up(worker, case, picture)
    she_is_known(reception, picture)


def register(reception, picture):
    """Search, find nobody, register: a number is given."""
    page = reception.page
    page.wait_for_selector(".o_field_widget[name=query] input")
    reception.settle()
    picture(page, "reception")
    page.fill(".o_field_widget[name=query] input", f"{LAST} {FIRST} {PHONE}")
    page.press(".o_field_widget[name=query] input", "Enter")
    page.wait_for_selector(".o_kentro_people .btn-primary")
    picture(page, "nobody-found")
    page.click(".o_kentro_people .btn-primary")
    page.wait_for_selector(".o_field_widget[name=last_name]")
    reception.fill("birth_date", datetime.date(1988, 5, 14))
    reception.save()
    assert reception.field("number").inner_text().startswith("ΚΚ-")
    picture(page, "registered")


def record_request(reception, picture):
    """Return the address of the request just recorded for her."""
    page = reception.page
    page.click(".o_statusbar_buttons button.btn-primary")
    page.wait_for_selector(".o_field_widget[name=topic_ids]")
    reception.field("topic_ids").locator("input[type=checkbox]").first.check()
    reception.fill("description", "Έχασε τη δουλειά της και δεν μπορεί να πληρώσει το ενοίκιο.")
    reception.save()
    picture(page, "request-recorded")
    return reception.record("kentro.request")


def open_case(worker, request, picture):
    """Return the address of the case that the worker opens from the request."""
    page = worker.page
    page.wait_for_selector(".o_kanban_view, .o_list_view")
    picture(page, "worker-my-cases")
    page.goto(request)
    page.wait_for_selector(".o_kentro_steps button[name=open_case]")
    worker.step("open_case")
    page.click("button[name=action_open_case_form]")
    page.wait_for_selector(".o_kentro_steps button[name=assess]")
    picture(page, "case-opened")
    return worker.record("kentro.case")


def assess(worker, coordinator, case, picture):
    page = worker.page
    worker.step("assess")
    assert not worker.can_take("plan")
    worker.tab("assessments")
    page.click("button[name=action_new_part]:visible")
    page.wait_for_selector(".o_kentro_scores .o_kentro_score_1")
    scores = page.locator(".o_kentro_scores .o_data_row")
    for row, score in enumerate((3, 2, 6, 7, 6, 8, 7, 8, 9, 6)):
        scores.nth(row).locator(f".o_kentro_score_{score}").click()
    worker.save()
    worker.step("start")
    picture(page, "assessment")
    add_goals(worker)
    worker.step("submit")
    coordinator.page.goto(worker.record("kentro.assessment"))
    coordinator.page.wait_for_selector(".o_kentro_steps button[name=approve]")
    picture(coordinator.page, "coordinator-approves")
    coordinator.step("approve")
    page.goto(case)
    page.wait_for_selector(".o_kentro_steps button[name=plan]")


def add_goals(worker):
    """Give each low dimension a goal, from its own line."""
    for name in ("Επίδομα στέγασης και ρύθμιση ενοικίου", "Εύρεση εργασίας μέσω ΔΥΠΑ"):
        worker.page.locator("button[name=action_add_goal]").first.click()
        worker.page.wait_for_selector(".modal .o_field_widget[name=name] input")
        worker.fill("name", name, inside=".modal")
        worker.page.click(".modal .o_form_button_save, .modal footer .btn-primary")
        worker.page.wait_for_selector(".modal", state="detached")
        worker.settle()


def plan(worker, case, picture):
    worker.step("plan")
    worker.tab("plan")
    assert worker.page.locator(".o_field_widget[name=goal_ids] .o_data_row").count() == 2
    picture(worker.page, "plan")
    worker.step("support")


def refer(worker, case, picture):
    """To a body with her consent, and back with its answer."""
    page = worker.page
    worker.tab("referrals")
    page.click("button[name=action_new_part]:visible")
    page.wait_for_selector(".o_field_widget[name=body_id] input")
    worker.choose("body_id")
    worker.choose("goal_id")
    worker.fill("purpose", "Συμβουλευτική για την εύρεση εργασίας και εγγραφή στο μητρώο ανέργων.")
    worker.save()
    assert not worker.can_take("request")
    picture(page, "referral-without-consent")
    give_consent(worker)
    worker.ask("request")
    worker.fill("answer_by", today() + datetime.timedelta(days=14), inside=".modal")
    worker.confirm()
    picture(page, "referral-sent")
    worker.ask("accept")
    worker.fill("answer", "Δεκτή: ραντεβού την επόμενη Τρίτη.", inside=".modal")
    worker.confirm()
    worker.step("start")
    worker.ask("complete")
    worker.pick_first("outcome", inside=".modal")
    picture(page, "referral-answer")
    worker.confirm()
    picture(page, "referral-completed")
    page.goto(case)


def give_consent(worker):
    page = worker.page
    worker.field("consent_id").locator("input").click()
    page.click(".o_m2o_dropdown_option_create_edit")
    page.wait_for_selector(".modal .o_field_widget[name=data_ids]")
    worker.choose("data_ids", inside=".modal")
    page.click(".modal .o_form_button_save")
    page.wait_for_selector(".modal", state="detached")
    worker.save()


def follow_up(worker, case, picture):
    """The first follow-up appears by itself, the second after it; the last closes, then the case."""
    page = worker.page
    page.wait_for_selector(".o_kentro_steps button[name=follow_up]")
    worker.ask("follow_up")
    worker.choose("recurrence_id", inside=".modal")
    worker.confirm()
    for last in (False, True):
        worker.tab("followups")
        planned = page.locator(".o_field_widget[name=followup_ids] .o_data_row")
        assert planned.count() == (2 if last else 1)
        picture(page, "follow-up-planned" if not last else "next-follow-up-planned")
        planned.last.click()
        page.wait_for_selector(".o_kentro_steps button[name=done]")
        worker.ask("done")
        assert worker.proposes_today("done_on", inside=".modal")
        worker.fill("note", "Άρχισε να εργάζεται· το ενοίκιο πληρώνεται.", inside=".modal")
        if last:
            worker.field("is_last", ".modal").locator("input").check()
        worker.confirm()
        page.goto(case)
        page.wait_for_selector(".o_kentro_steps")
    worker.ask("close")
    worker.choose("close_reason_id", inside=".modal")
    assert worker.proposes_today("closed_on", inside=".modal")
    picture(page, "closing")
    worker.confirm()
    worker.tab("history")
    picture(page, "case-closed")


def she_is_known(reception, picture):
    page = reception.page
    page.goto("/odoo")
    page.wait_for_selector(".o_field_widget[name=query] input")
    page.fill(".o_field_widget[name=query] input", "kouroupaki athina")
    page.press(".o_field_widget[name=query] input", "Enter")
    page.wait_for_selector(f".o_kentro_people :text('{LAST}')")
    picture(page, "found-again")
