import { registry } from "@web/core/registry";

// by place, not by label: the screens are Greek
const TOPIC = ".o_kentro_choices .o-checkbox:eq(3)";
const PHONE = ".o_kentro_information [name=channel] .o_selection_badge:eq(1)";
const ANSWER = ".o_kentro_information [name=outcome] textarea";
const reload = (content, trigger) => ({
    content,
    trigger,
    run: () => window.location.reload(),
    expectUnloadPage: true,
});

registry.category("web_tour.tours").add("kentro_information_survives", {
    steps: () => [
        { content: "One click: the topic", trigger: `${TOPIC} input`, run: "click" },
        { content: "One click: how", trigger: PHONE, run: "click" },
        { content: "Begin to write", trigger: ANSWER, run: "edit Half a sentence" },
        reload("The tab crashes", `${TOPIC}:has(input:checked)`),
        { content: "It says that the entry is back", trigger: ".o_kentro_restored" },
        { content: "The topic is back", trigger: `${TOPIC}:has(input:checked)` },
        { content: "The channel is back", trigger: `${PHONE}.active` },
        { content: "The text is back", trigger: `${ANSWER}:value(Half a sentence)` },
        { content: "One save", trigger: ".o_kentro_save_next", run: "click" },
        { content: "It says what was saved", trigger: ".o_kentro_saved" },
        {
            content: "An empty form again",
            trigger: ".o_kentro_choices:not(:has(input:checked))",
        },
        reload("Another visit", `${ANSWER}:value()`),
        {
            content: "What was saved is not offered again",
            trigger: ".o_kentro_information:not(:has(.o_kentro_restored)) .o_kentro_choices:not(:has(input:checked))",
        },
        { content: "A second entry is begun", trigger: `${TOPIC} input`, run: "click" },
        {
            content: "kept for a day and no longer",
            trigger: `${TOPIC}:has(input:checked)`,
            run: () => {
                const key = Object.keys(localStorage).find((name) => name.startsWith("kentro.information."));
                const kept = JSON.parse(localStorage.getItem(key));
                localStorage.setItem(key, JSON.stringify({ ...kept, at: kept.at - 25 * 60 * 60 * 1000 }));
            },
        },
        reload("The day after", ".o_kentro_information"),
        { content: "Yesterday's entry is gone", trigger: ".o_kentro_choices:not(:has(input:checked))" },
        { content: "A third one is begun", trigger: `${TOPIC} input`, run: "click" },
        { trigger: `${TOPIC}:has(input:checked)` },
        { content: "and cleared", trigger: ".o_kentro_clear", run: "click" },
        { trigger: ".o_kentro_choices:not(:has(input:checked))" },
        reload("Look again", ".o_kentro_information"),
        { content: "It is gone", trigger: ".o_kentro_choices:not(:has(input:checked))" },
    ],
});
