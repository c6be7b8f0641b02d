import { Component } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

/** Whom Reception's search found, best first; only below them the offer to register somebody new. */
export class PeopleResultsField extends Component {
    static template = "kentro_koinotitas.PeopleResultsField";
    static props = { ...standardFieldProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
    }

    get answer() {
        return this.props.record.data[this.props.name];
    }

    async onAction(card, method) {
        const { resModel, context } = this.props.record;
        this.action.doAction(await this.orm.call(resModel, method, [card.id], { context }));
    }

    async onRegister() {
        if (await this.props.record.save()) {
            const { resModel, resId, context } = this.props.record;
            this.action.doAction(await this.orm.call(resModel, "action_register", [[resId]], { context }));
        }
    }
}

registry.category("fields").add("kentro_people_results", {
    component: PeopleResultsField,
    supportedTypes: ["json"],
});
