import { Component } from "@odoo/owl";
import { deserializeDateTime, toLocaleDateTimeString } from "@web/core/l10n/dates";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

/** The moves of a record, newest first. */
export class HistoryField extends Component {
    static template = "kentro_koinotitas.HistoryField";
    static props = { ...standardFieldProps };

    get moves() {
        return this.props.record.data[this.props.name] || [];
    }

    date(move) {
        return toLocaleDateTimeString(deserializeDateTime(move.date));
    }
}

registry.category("fields").add("kentro_history", {
    component: HistoryField,
    displayName: _t("Moves of the record"),
    supportedTypes: ["json"],
});
