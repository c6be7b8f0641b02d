import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

/** What a draft still lacks, a sentence each. */
export class FaultsField extends Component {
    static template = "kentro_koinotitas.FaultsField";
    static props = { ...standardFieldProps };

    get faults() {
        return this.props.record.data[this.props.name] || [];
    }
}

registry.category("fields").add("kentro_faults", {
    component: FaultsField,
    displayName: _t("Faults of a workflow"),
    supportedTypes: ["json"],
});
