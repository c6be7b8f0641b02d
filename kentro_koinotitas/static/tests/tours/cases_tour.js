import { registry } from "@web/core/registry";

const column = (position) => `.o_kanban_group:eq(${position})`;

async function pressEight({ anchor, press }) {
    anchor.focus();
    await press("8");
}

registry.category("web_tour.tours").add("kentro_drag_takes_a_step", {
    steps: () => [
        {
            content: "A card dragged to a stage whose step asks something",
            trigger: `${column(0)} .o_kanban_record:first`,
            run: ({ drag_and_drop }) => drag_and_drop(column(1), { position: { top: 120, left: 60 }, relative: true }),
        },
        { content: "opens what the step asks", trigger: ".modal .o_kentro_ask[name=appointment_on] input", run: "click" },
        { trigger: ".o_datetime_picker .o_date_item_cell.o_today", run: "click" },
        { trigger: ".o_datetime_buttons .btn-primary", run: "click" },
        { content: "and is taken with the answer", trigger: ".modal .o_kentro_confirm", run: "click" },
        { content: "The card is in its new column", trigger: `${column(1)} .o_kanban_record` },
        { content: "The dialog is gone", trigger: "body:not(:has(.modal))" },
    ],
});

registry.category("web_tour.tours").add("kentro_refused_drag_is_a_warning", {
    steps: () => [
        {
            content: "A card dragged to a stage to which no step leads",
            trigger: `${column(0)} .o_kanban_record:first`,
            run: ({ drag_and_drop }) => drag_and_drop(column(2), { position: { top: 120, left: 60 }, relative: true }),
        },
        { content: "is told in a warning", trigger: ".o_notification .o_notification_bar.bg-warning" },
        { content: "not in a dialog", trigger: "body:not(:has(.modal))" },
        { content: "and goes back", trigger: `${column(0)} .o_kanban_record` },
    ],
});

registry.category("web_tour.tours").add("kentro_scores_in_one_click", {
    steps: () => [
        { content: "One click scores", trigger: ".o_data_row:eq(0) .o_kentro_score button:eq(1)", run: "click" },
        { content: "The score is shown", trigger: ".o_data_row:eq(0) .o_kentro_score_2.o_chosen" },
        { content: "A digit scores too", trigger: ".o_data_row:eq(1) .o_kentro_score button:eq(0)", run: pressEight },
        { trigger: ".o_data_row:eq(1) .o_kentro_score_8.o_chosen" },
        { content: "The chart follows", trigger: ".o_kentro_radar:not(.d-none) canvas" },
        { content: "A low score asks for a goal", trigger: "button[name=action_add_goal]", run: "click" },
        { trigger: ".modal [name=name] input", run: "edit A roof" },
        { trigger: ".modal .o_form_button_save", run: "click" },
        {
            content: "and is content with it",
            trigger: ".o_form_view:not(:has(button[name=action_add_goal])) .o_kentro_score_2.o_chosen",
        },
    ],
});

registry.category("web_tour.tours").add("kentro_history_follows_a_step", {
    steps: () => [
        { content: "The history is read when it is looked at", trigger: ".nav-link[name=history]", run: "click" },
        { content: "The record was made", trigger: ".o_kentro_history .border-bottom:eq(0)" },
        { content: "A step is taken", trigger: ".o_kentro_steps button[name=assess]", run: "click" },
        { content: "and is in the history", trigger: ".o_kentro_history .border-bottom:eq(1)" },
        { content: "with the time in both stages", trigger: ".o_kentro_times span.text-nowrap:eq(1)" },
    ],
});
