import { registry } from "@web/core/registry";
import { X2ManyField, x2ManyField } from "@web/views/fields/x2many/x2many_field";
import { ListRenderer } from "@web/views/list/list_renderer";

class KeptRowsRenderer extends ListRenderer {
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
