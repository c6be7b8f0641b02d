import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

const SCORES = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];

/**
 * A score from 1 to 10 as ten buttons: one click scores, the same one again clears.
 * Keys: digits (0 is 10), arrows, Delete. It works in a row of a list that is not being edited.
 */
export class ScoreField extends Component {
    static template = "kentro_koinotitas.ScoreField";
    static props = { ...standardFieldProps, isLocked: { type: Boolean, optional: true } };

    scores = SCORES;

    get value() {
        return this.props.record.data[this.props.name] || 0;
    }

    get before() {
        return this.props.record.data.previous_score || 0;
    }

    /** One button of the row can be reached with Tab: the chosen one, or the first. */
    tabindex(score) {
        return score === (this.value || 1) ? 0 : -1;
    }

    title(score) {
        return score === this.before ? _t("%s (as before)", score) : String(score);
    }

    async set(score) {
        if (!this.props.isLocked) {
            await this.props.record.update({ [this.props.name]: score });
        }
    }

    onClick(score) {
        return this.set(score === this.value ? 0 : score);
    }

    async onKeydown(ev) {
        const moves = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1 };
        let score;
        if (ev.key in moves) {
            score = Math.min(10, Math.max(1, this.value + moves[ev.key]));
        } else if (/^[0-9]$/.test(ev.key)) {
            score = Number(ev.key) || 10;
        } else if (["Delete", "Backspace"].includes(ev.key)) {
            score = 0;
        } else {
            return;
        }
        ev.preventDefault();
        ev.stopPropagation();
        const group = ev.currentTarget;
        await this.set(score);
        group.querySelectorAll("button")[Math.max(score, 1) - 1]?.focus();
    }
}

registry.category("fields").add("kentro_score", {
    component: ScoreField,
    displayName: _t("Score from 1 to 10"),
    supportedTypes: ["integer"],
    fieldDependencies: [{ name: "previous_score", type: "integer", readonly: true }],
    extractProps: (fieldInfo, dynamicInfo) => ({ isLocked: dynamicInfo.readonly }),
});
