import { Component, useState } from "@odoo/owl";
import { deserializeDateTime, toLocaleDateTimeString } from "@web/core/l10n/dates";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { useRecordObserver } from "@web/model/relational_model/utils";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";

/** The moves of a record, newest first; read only where they are shown, and again when the record has moved. */
export class HistoryWidget extends Component {
    static template = "kentro_koinotitas.HistoryWidget";
    static props = { ...standardWidgetProps };

    setup() {
        this.orm = useService("orm");
        this.state = useState({ moves: [], times: [] });
        useRecordObserver((record) => this.load(record.resModel, record.resId, record.data.stage_id));
    }

    async load(resModel, resId) {
        const [read] = resId ? await this.orm.read(resModel, [resId], ["history", "stage_times"]) : [{}];
        this.state.moves = read.history || [];
        this.state.times = read.stage_times || [];
    }

    /** Time in each stage, with its share of the whole; a stage just entered keeps a sliver of the bar. */
    get times() {
        const { times } = this.state;
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

registry.category("view_widgets").add("kentro_history", {
    component: HistoryWidget,
    fieldDependencies: [{ name: "stage_id", type: "many2one", relation: "kentro.stage" }],
});
