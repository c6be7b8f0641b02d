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

    /** Time in each stage, with its share of the whole; a stage just entered keeps a sliver of the bar. */
    get times() {
        const times = this.props.record.data.stage_times || [];
        const whole = times.reduce((sum, time) => sum + time.seconds, 0) || 1;
        return times.map((time) => ({
            ...time,
            share: Math.max((100 * time.seconds) / whole, 1),
            text: this.duration(time.seconds),
        }));
    }

    /** Days and hours; minutes only where there is no more. */
    duration(seconds) {
        const minutes = Math.floor(seconds / 60);
        const hours = Math.floor(minutes / 60);
        const days = Math.floor(hours / 24);
        if (days) {
            return hours % 24 && days < 10
                ? _t("%(days)s d %(hours)s h", { days, hours: hours % 24 })
                : _t("%s d", days);
        }
        return hours ? _t("%s h", hours) : _t("%s min", minutes);
    }

    date(move) {
        return toLocaleDateTimeString(deserializeDateTime(move.date));
    }
}

registry.category("fields").add("kentro_history", {
    component: HistoryField,
    displayName: _t("Moves of the record"),
    supportedTypes: ["json"],
    fieldDependencies: [{ name: "stage_times", type: "json" }],
});
