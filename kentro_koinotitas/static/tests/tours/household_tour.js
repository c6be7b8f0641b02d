import { registry } from "@web/core/registry";

const QUERY = ".modal [name=query] input";

registry.category("web_tour.tours").add("kentro_household_gets_a_member", {
    steps: () => [
        { trigger: "button[name=action_find_member]", run: "click" },
        { content: "Somebody whom nobody knows", trigger: QUERY, run: "edit Δείγμα Καλλιόπη && press Enter" },
        { trigger: ".modal [name=relation] input", run: "click" },
        { trigger: ".o_select_menu_item:eq(4)", run: "click" },
        { content: "is registered", trigger: ".modal .o_kentro_people button:has(.fa-plus)", run: "click" },
        {
            content: "and comes back into the household",
            trigger: ".o_form_view button[name=action_open_household]:visible",
            run: "click",
        },
        { trigger: "[name=member_ids] .o_data_row:eq(1):contains(Καλλιόπη)" },
    ],
});

const LINES = "[name=identifier_ids]";

registry.category("web_tour.tours").add("kentro_no_line_vanishes", {
    steps: () => [
        { trigger: ".nav-link[name=identifiers]", run: "click" },
        { trigger: `${LINES} .o_field_x2many_list_row_add a`, run: "click" },
        { content: "No such kind", trigger: `${LINES} [name=kind_id] input`, run: "edit zzzz" },
        { trigger: ".o_form_button_save", run: "click" },
        { content: "The line stays and says so", trigger: `${LINES} .o_data_row .o_field_invalid[name=kind_id]` },
        { content: "It can be removed", trigger: `${LINES} .o_data_row button[name=delete]`, run: "click" },
        { trigger: `${LINES}:not(:has(.o_data_row))` },
        { trigger: ".nav-link[name=means]", run: "click" },
        {
            content: "What is saved has no bin",
            trigger: "[name=income_ids] .o_data_row:not(:has(button[name=delete]))",
        },
        { trigger: ".o_form_button_cancel", run: "click" },
        { trigger: ".o_form_saved" },
    ],
});
