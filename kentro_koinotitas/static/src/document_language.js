import { user } from "@web/core/user";

// Odoo leaves the language of its page open. Told it, the browser writes Greek capitals without
// accents, breaks words rightly and reads the page aloud in Greek.
if (user.lang) {
    document.documentElement.lang = user.lang;
}
