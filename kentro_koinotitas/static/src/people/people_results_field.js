import { Component } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

import { LikelyPeopleDialog } from "./likely_people_dialog";

/** Whom Reception's search found, best first; only below them the offer to register somebody new. */
export class PeopleResultsField extends Component {
    static template = "kentro_koinotitas.PeopleResultsField";
    static props = { ...standardFieldProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.dialog = useService("dialog");
    }

    get answer() {
        return this.props.record.data[this.props.name];
    }

    async onAction(card, action) {
        const { resModel, context } = this.props.record;
        const args = [card.id, ...(action.args || [])];
        this.action.doAction(await this.orm.call(resModel, action.method, args, { context }));
    }

    /** Whoever is likely to be there already is answered for, by name, before somebody new is registered. */
    onRegister() {
        const likely = this.answer.cards.filter((card) => card.likely);
        if (!likely.length) {
            return this.register([]);
        }
        this.dialog.add(LikelyPeopleDialog, {
            cards: likely,
            onAction: (card, action) => this.onAction(card, action),
            onDifferent: () => this.register(likely.map((card) => card.id)),
        });
    }

    async register(different) {
        if (await this.props.record.save()) {
            const { resModel, resId, context } = this.props.record;
            const args = [[resId], different];
            this.action.doAction(await this.orm.call(resModel, "action_register", args, { context }));
        }
    }
}

registry.category("fields").add("kentro_people_results", {
    component: PeopleResultsField,
    supportedTypes: ["json"],
});
