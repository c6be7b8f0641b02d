import { registry } from "@web/core/registry";

const addStage = ".o_field_widget[name=stage_ids] .o_field_x2many_list_row_add a";
const addStep = ".o_field_widget[name=transition_ids] .o_field_x2many_list_row_add a";
const choose = (field, text) => [
    { trigger: `.modal .o_field_widget[name=${field}] input`, run: `edit ${text}` },
    { trigger: `.o-autocomplete--dropdown-item:not(:has(.fa-spin)):contains(${text})`, run: "click" },
];

// No words of the screen in here: it speaks the language of whoever runs the test.
registry.category("web_tour.tours").add("kentro_process_from_nothing", {
    steps: () => [
        { trigger: ".o_list_button_add", run: "click" },
        { trigger: "h1 .o_field_widget[name=name] input", run: "edit Tour" },
        { trigger: ".o_field_widget[name=model_id] input", run: "click" },
        { trigger: ".o-autocomplete--dropdown-item:not(:has(.fa-spin)):eq(0)", run: "click" },
        { content: "Stages, one below the other", trigger: addStage, run: "click" },
        { trigger: ".o_selected_row [name=name] input", run: "edit Alpha" },
        { trigger: addStage, run: "click" },
        { content: "The picture follows before anything is saved", trigger: ".o_kentro_picture [data-stage]:contains(Alpha)" },
        { trigger: ".o_selected_row [name=name] input", run: "edit Omega" },
        { trigger: ".o_selected_row .o_field_widget[name=kind] input", run: "click" },
        { content: "The fourth kind is Done", trigger: ".o_select_menu_item:eq(3)", run: "click" },
        { content: "What is missing is said", trigger: ".o_kentro_faults li" },
        { trigger: ".nav-link[name=transitions]", run: "click" },
        { content: "The first step saves the stages", trigger: addStep, run: "click" },
        { trigger: ".modal .o_field_widget[name=name] input", run: "edit Finish" },
        ...choose("source_ids", "Alpha"),
        ...choose("target_id", "Omega"),
        { trigger: ".modal .o_field_widget[name=role_ids] input", run: "click" },
        {
            trigger: ".modal .o_field_widget[name=role_ids] .o-autocomplete--dropdown-item:not(:has(.fa-spin)):eq(0)",
            run: "click",
        },
        { content: "The role is chosen", trigger: ".modal .o_field_widget[name=role_ids] .o_tag" },
        { trigger: ".modal .o_form_button_save", run: "click" },
        { content: "The verb is drawn", trigger: ".o_kentro_picture [data-step]:contains(Finish)" },
        { content: "Nothing is missing any more", trigger: ".o_form_view:not(:has(.o_kentro_faults)) button[name=action_publish]", run: "click" },
        { trigger: "button[name=action_retire]" },
    ],
});
