import { browser } from "@web/core/browser/browser";

const DAY = 24 * 60 * 60 * 1000;

/** What was entered and not yet saved, kept on this device for a day. */
export class Draft {
    /** @param {string} key - one per screen, database and user */
    constructor(key) {
        this.key = key;
    }

    /** @param {Object} values - JSON values by field name; added to those kept before */
    keep(values) {
        const kept = { at: Date.now(), values: { ...this.read()?.values, ...values } };
        try {
            browser.localStorage.setItem(this.key, JSON.stringify(kept));
        } catch {
            // a full or forbidden storage must not stand in the way of the entry itself
        }
    }

    /** @returns {{at: number, values: Object} | null} null if there is none, or it is older than a day */
    read() {
        try {
            const kept = JSON.parse(browser.localStorage.getItem(this.key));
            if (kept && kept.values && Date.now() - kept.at < DAY) {
                return kept;
            }
        } catch {
            // unreadable: as good as none
        }
        this.clear();
        return null;
    }

    clear() {
        browser.localStorage.removeItem(this.key);
    }
}
