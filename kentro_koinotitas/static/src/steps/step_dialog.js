import { Component, useState } from "@odoo/owl";
import { Dialog } from "@web/core/dialog/dialog";
import { _t } from "@web/core/l10n/translation";
import { Record } from "@web/model/record";
import { Field, getPropertyFieldInfo } from "@web/views/fields/field";

/** Asks what one step needs, and hands it over together with the move: nothing is saved before. */
export class StepDialog extends Component {
    static template = "kentro_koinotitas.StepDialog";
    static components = { Dialog, Field, Record };
    static props = ["step", "resModel", "resId", "onConfirm", "close", "title?", "note?"];

    setup() {
        this.fieldNames = this.props.step.asks.map((ask) => ask.name);
        this.state = useState({ reason: "", error: "", busy: false, missing: [], noReason: false });
        this.hooks = { onRootLoaded: (record) => this.onLoaded(record) };
    }

    /** Propose now where the step says so and nothing stands yet. */
    async onLoaded(record) {
        this.record = record;
        const now = luxon.DateTime.local().startOf("minute");
        const names = this.props.step.asks.filter((ask) => ask.now && !record.data[ask.name]).map((ask) => ask.name);
        if (names.length) {
            await record.update(Object.fromEntries(names.map((name) => [name, now])));
        }
    }

    /** What an arch would say of the field: its own widget, and nothing new made by the way. */
    fieldInfo(record, name) {
        const info = getPropertyFieldInfo({ ...record.fields[name], name });
        return { ...info, domain: undefined, options: { no_create: true, no_open: true } };
    }

    get missing() {
        return this.state.missing;
    }

    isEmpty(name) {
        const value = this.record.data[name];
        const type = this.record.fields[name].type;
        return type === "boolean" ? false : ["many2many", "one2many"].includes(type) ? !value.count : !value;
    }

    async confirm() {
        const { step } = this.props;
        this.state.missing = step.asks.filter((ask) => ask.required && this.isEmpty(ask.name)).map((ask) => ask.name);
        const noReason = step.reason === "required" && !this.state.reason.trim();
        this.state.noReason = noReason;
        if (this.state.missing.length || noReason) {
            const names = this.state.missing.map((name) => this.record.fields[name].string);
            this.state.error = _t("Missing: %s", [...names, ...(noReason ? [_t("Reason")] : [])].join(", "));
            return;
        }
        this.state.busy = true;
        try {
            const values = this.record ? await this.record.getChanges() : {};
            await this.props.onConfirm(values, this.state.reason || false);
            this.props.close();
        } catch (error) {
            this.state.error = error.data?.message || error.message;
        } finally {
            this.state.busy = false;
        }
    }
}
