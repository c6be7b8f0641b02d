import { registry } from "@web/core/registry";

// No words of the screen in here: it speaks the language of whoever runs the test.
registry.category("web_tour.tours").add("kentro_step_for_a_selection", {
    steps: () => [
        { content: "All cases are chosen", trigger: "thead .o_list_record_selector input", run: "click" },
        { trigger: ".o_cp_action_menus .dropdown-toggle:has(.fa-cog)", run: "click" },
        { trigger: ".o-dropdown--menu .o-dropdown-item:last", run: "click" },
        { content: "A step for none says why", trigger: ".o_kentro_bulk_steps div:has(button[name=plan]:disabled) .fa-info-circle" },
        { content: "A step for some says for how many", trigger: ".o_kentro_bulk_steps button[name=assess]", run: "click" },
        { trigger: ".modal .o_kentro_confirm", run: "click" },
        { content: "The results stay on screen", trigger: ".o_data_row .text-bg-success" },
        { content: "and lead to the record", trigger: ".o_data_row:has(.text-bg-danger) .o_data_cell[name=reason]", run: "click" },
        { trigger: ".o_form_view .o_kentro_steps button[name=plan]:disabled" },
    ],
});

registry.category("web_tour.tours").add("kentro_refused_step_keeps_what_was_typed", {
    steps: () => [
        { content: "A step that asks something", trigger: ".o_kentro_steps button[name=done]", run: "click" },
        { trigger: ".modal .o_kentro_ask[name=note] textarea", run: "edit She is well" },
        { trigger: ".modal .o_kentro_ask[name=done_on] .o_input", run: "click" },
        { trigger: ".modal .o_kentro_ask[name=done_on] input", run: "edit 2090-12-24 && press Tab" },
        { trigger: ".modal .o_kentro_confirm", run: "click" },
        { content: "is refused in the dialog", trigger: ".modal .alert-danger" },
        {
            content: "and nothing is lost",
            trigger: ".modal .o_kentro_ask[name=note] textarea",
            run: ({ anchor }) => {
                if (anchor.value !== "She is well") {
                    throw new Error("What was typed is lost");
                }
            },
        },
        { trigger: ".modal footer .btn-secondary", run: "click" },
        { trigger: "body:not(:has(.modal)) .o_kentro_steps button[name=done]" },
    ],
});

registry.category("web_tour.tours").add("kentro_time_in_each_stage", {
    steps: () => [
        { trigger: ".nav-link[name=history]", run: "click" },
        { content: "Draft, in progress, submitted", trigger: ".o_kentro_times_bar > div:eq(2)" },
        { content: "Whose turn it is", trigger: ".o_kentro_waits_for b" },
    ],
});
