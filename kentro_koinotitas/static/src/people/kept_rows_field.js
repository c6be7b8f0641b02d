import { registry } from "@web/core/registry";
import { X2ManyField, x2ManyField } from "@web/views/fields/x2many/x2many_field";
import { ListRenderer } from "@web/views/list/list_renderer";
import { useEffect } from "@odoo/owl";

class KeptRowsRenderer extends ListRenderer {
    setup() {
        super.setup();
        // a new row in which somebody typed what matches nothing is completed or removed, never dropped unsaid
        const onInput = () => {
            const { editedRecord } = this.props.list;
            if (editedRecord) {
                editedRecord.dirty = true;
            }
        };
        useEffect(
            (table) => {
                table?.addEventListener("input", onInput);
                return () => table?.removeEventListener("input", onInput);
            },
            () => [this.tableRef.el]
        );
    }

    displayDeleteIcon(record) {
        return record.isNew;
    }
}

/** Rows that stay on record once they are saved: only one that is not saved yet has a bin. */
export class KeptRowsField extends X2ManyField {
    static components = { ...X2ManyField.components, ListRenderer: KeptRowsRenderer };

    get rendererProps() {
        const props = super.rendererProps;
        const onDelete = (record) => this.list.delete(record);
        props.activeActions = { ...props.activeActions, delete: !this.props.readonly, onDelete };
        return props;
    }
}

registry.category("fields").add("kentro_kept_rows", { ...x2ManyField, component: KeptRowsField });
