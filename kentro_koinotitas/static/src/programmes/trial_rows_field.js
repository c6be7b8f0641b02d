import { Component } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

const COLORS = { met: "success", not_met: "danger", unknown: "warning" };

/** What a rule or a scale that is being written says of the examples. */
export class TrialRowsField extends Component {
    static template = "kentro_koinotitas.TrialRowsField";
    static props = { ...standardFieldProps };

    get trial() {
        return this.props.record.data[this.props.name];
    }

    color(row) {
        return COLORS[row.result];
    }
}

registry.category("fields").add("kentro_trial_rows", { component: TrialRowsField, supportedTypes: ["json"] });
