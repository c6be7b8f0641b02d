import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { X2ManyField, x2ManyField } from "@web/views/fields/x2many/x2many_field";

/** The records of a case as a list; a click opens the record's own form, with its steps. */
export class PartsField extends X2ManyField {
    async openRecord(record) {
        if (record.resId && (await this.props.record.save())) {
            await this.action.doAction({
                type: "ir.actions.act_window",
                res_model: record.resModel,
                res_id: record.resId,
                views: [[false, "form"]],
            });
        }
    }
}

registry.category("fields").add("kentro_parts", {
    ...x2ManyField,
    component: PartsField,
    displayName: _t("Records of a case"),
});
