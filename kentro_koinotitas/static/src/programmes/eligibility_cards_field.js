import { Component, status, useState } from "@odoo/owl";
import { browser } from "@web/core/browser/browser";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

const SAID = {
    met: { label: _t("Qualifies"), color: "success", icon: "fa-check-circle" },
    not_met: { label: _t("Does not qualify"), color: "danger", icon: "fa-times-circle" },
    unknown: { label: _t("Not known yet"), color: "warning", icon: "fa-question-circle" },
};

const ORDER = ["met", "unknown", "not_met"];

const PAPERS = {
    missing: { label: _t("Missing"), color: "danger", icon: "fa-file-o" },
    expired: { label: _t("Expired"), color: "danger", icon: "fa-calendar-times-o" },
    expiring: { label: _t("Expires soon"), color: "warning", icon: "fa-clock-o" },
    hidden: { label: _t("The team of the case knows"), color: "secondary", icon: "fa-eye-slash" },
    in_hand: { label: _t("In hand"), color: "success", icon: "fa-check" },
};

/** A card a programme: the answer, the sentences behind it, what is lacking, the amount, the papers. */
export class EligibilityCardsField extends Component {
    static template = "kentro_koinotitas.EligibilityCardsField";
    static props = { ...standardFieldProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.notification = useService("notification");
        this.state = useState({ open: !useService("ui").isSmall, busy: false });
    }

    get mayKeep() {
        const { data, resModel } = this.props.record;
        return resModel === "kentro.eligibility.check" && !data.supposed_ids.count;
    }

    /** Keep what one card says; the screen is saved first, for its day. */
    async keep(card) {
        const { record } = this.props;
        if (await record.save()) {
            const chosen = [[card.ruleset_id, card.person_id]];
            await this.action.doAction(await this.orm.call(record.resModel, "action_keep", [[record.resId], chosen]));
        }
    }

    /** Begin an application to the programme of a card. */
    async apply(card) {
        const { record } = this.props;
        if (await record.save()) {
            const args = [[record.resId], card.ruleset_id, card.person_id];
            await this.action.doAction(await this.orm.call(record.resModel, "action_apply", args));
        }
    }

    /** Take down what people (or the household) answered, and judge anew. */
    async declare(row, people, said) {
        const { record } = this.props;
        this.state.busy = true;
        try {
            if (await record.save()) {
                const args = [[record.resId], row.what, people.map((person) => person.id), said];
                const made = await this.orm.call(record.resModel, "action_declare", args);
                await record.load();
                const close = this.notification.add(_t("Taken down: %s", row.label), {
                    type: "success",
                    buttons: [{ name: _t("Take back"), onClick: () => this.takeBack(made).then(() => close()) }],
                });
            }
        } finally {
            // the rows have moved up: a second press of the same hand is not the answer to the next one
            browser.setTimeout(() => (this.state.busy = false), 400);
        }
    }

    /** What was a slip stays on file and counts for nothing. */
    async takeBack(made) {
        await this.orm.write(made.model, made.ids, { active: false });
        if (status(this) !== "destroyed") {
            await this.props.record.load();
        }
    }

    /** Open the form in which a fact is entered, and judge anew when it is closed. */
    async enter(row, person) {
        const { record } = this.props;
        if (await record.save()) {
            const action = await this.orm.call(record.resModel, "action_enter", [[record.resId], row.what, person.id]);
            await this.action.doAction(action, { onClose: () => record.load() });
        }
    }

    async open(application) {
        const views = [[false, "form"]];
        const target = { type: "ir.actions.act_window", res_model: "kentro.application", res_id: application.id, views };
        if (await this.props.record.save()) {
            await this.action.doAction(target);
        }
    }

    get answer() {
        return this.props.record.data[this.props.name];
    }

    said(result) {
        return SAID[result];
    }

    /** What she may get first, then what hangs on an answer; within them the order of the programmes. */
    checked(cards) {
        return cards
            .filter((card) => card.checked !== false)
            .sort((one, other) => ORDER.indexOf(one.result) - ORDER.indexOf(other.result));
    }

    /** How many programmes say what. */
    get counts() {
        const cards = this.checked(this.answer.cards);
        return ORDER.map((result) => ({ result, count: cards.filter((card) => card.result === result).length })).filter(
            (one) => one.count
        );
    }

    /** Programmes of which only the papers and the place are known here, those that concern nobody left out. */
    unchecked(cards) {
        return cards.filter((card) => card.checked === false);
    }

    paper(state) {
        return PAPERS[state];
    }

    /** How many papers have to be brought still; those that are asked only perhaps do not count. */
    lacking(papers) {
        const lines = papers.filter((line) => ["missing", "expired"].includes(line.state) && !line.perhaps);
        return lines.reduce((sum, line) => sum + (line.who.length || 1), 0);
    }

    /** What decided the answer: what hinders it, what is lacking, or all that holds; and points, whoever has them. */
    deciding(card) {
        return card.findings.filter((finding) => finding.result === card.result || finding.figures?.parts);
    }

    /** The rest: of no weight for the answer, what is lacking before what holds. */
    others(card) {
        const order = ["not_met", "unknown", "met"];
        const shown = new Set(this.deciding(card));
        const rest = card.findings.filter((finding) => !shown.has(finding));
        return rest.sort((one, other) => order.indexOf(one.result) - order.indexOf(other.result));
    }
}

registry.category("fields").add("kentro_eligibility_cards", {
    component: EligibilityCardsField,
    supportedTypes: ["json"],
});
