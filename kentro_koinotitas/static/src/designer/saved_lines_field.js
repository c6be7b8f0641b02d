import { registry } from "@web/core/registry";
import { X2ManyField, x2ManyField } from "@web/views/fields/x2many/x2many_field";

/** Lines whose form chooses among other lines of the same record: these must be saved before it opens. */
export class SavedLinesField extends X2ManyField {
    async onAdd(params) {
        if (await this.props.record.save()) {
            await super.onAdd(params);
        }
    }

    async openRecord(record) {
        const { resId } = record;
        if (!this.props.record.dirty || !resId) {
            return super.openRecord(record);
        }
        if (await this.props.record.save()) {
            const saved = this.list.records.find((line) => line.resId === resId);
            return saved && super.openRecord(saved);
        }
    }
}

registry.category("fields").add("kentro_saved_lines", { ...x2ManyField, component: SavedLinesField });
