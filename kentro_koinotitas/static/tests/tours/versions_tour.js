import { registry } from "@web/core/registry";

// No words of the screen in here, only those of the process: it speaks the language of whoever runs the test.
registry.category("web_tour.tours").add("kentro_test_run", {
    steps: () => [
        { trigger: "button[name=action_trial]", run: "click" },
        { trigger: ".o_kentro_trial_stages [aria-current=step]:contains(Begin)" },
        { trigger: ".o_kentro_trial_step button[name=go]:disabled" },
        { trigger: ".o_kentro_trial_fact input[name=summary]", run: "edit Something && press Tab" },
        { trigger: ".o_kentro_trial_step button[name=go]:enabled", run: "click" },
        { trigger: ".o_kentro_trial_stages [aria-current=step]:contains(End)" },
        { trigger: ".o_kentro_trial_path li:contains(Go)" },
        { trigger: ".o_kentro_trial_picture .o_kentro_here:contains(End)" },
        { trigger: "button[name=back]", run: "click" },
        { trigger: ".o_kentro_trial_stages [aria-current=step]:contains(Begin)" },
        { trigger: "button[name=restart]", run: "click" },
        { trigger: ".o_kentro_trial_step button[name=go]:disabled" },
    ],
});

registry.category("web_tour.tours").add("kentro_move_running_records", {
    steps: () => [
        { trigger: "button[name=action_map]", run: "click" },
        { trigger: ".modal .o_list_renderer td[name=count]:contains(1)" },
        { trigger: ".modal button[name=action_move]", run: "click" },
        { trigger: ".modal .alert-success:contains(Begin)" },
        { trigger: ".modal button[name=action_close]", run: "click" },
        { trigger: "body:not(:has(.modal)) .o_field_widget[name=running_count]:contains(1)" },
    ],
});
