import { registry } from "@web/core/registry";

const row = (what) => `.o_kentro_asked li[data-what=${what}]`;

registry.category("web_tour.tours").add("kentro_what_is_lacking_is_answered_in_place", {
    steps: () => [
        { trigger: "button[name=action_entitlements]", run: "click" },
        { content: "Yes to a question", trigger: `${row("legal_residence")} button:eq(0)`, run: "click" },
        { content: "It is asked no more", trigger: `.o_kentro_asked:not(:has(li[data-what=legal_residence]))` },
        { content: "A slip", trigger: ".o_notification_buttons button", run: "click" },
        { content: "is asked again", trigger: `${row("legal_residence")} button:eq(1)`, run: "click" },
        { trigger: `.o_kentro_asked:not(:has(li[data-what=legal_residence]))` },
        { content: "Incomes are entered in a form", trigger: `${row("income")} button:has(.fa-pencil)`, run: "click" },
        { trigger: ".modal [name=kind_id] input", run: "click" },
        { trigger: ".o-autocomplete--dropdown-item:eq(0)", run: "click" },
        { trigger: ".modal [name=amount] input", run: "edit 100" },
        { trigger: ".modal .o_form_button_save", run: "click" },
        { content: "and are told", trigger: `.o_kentro_eligibility:not(:has(li[data-what=income]))` },
    ],
});
