import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

const CHANGES = [
    { name: "gain", label: _t("Would gain"), color: "success" },
    { name: "lose", label: _t("Would lose"), color: "danger" },
    { name: "unknown", label: _t("Would become unknown"), color: "warning" },
    { name: "amount", label: _t("Another amount"), color: "info" },
];

/** What a change of law would change, a card a programme: how many, to be opened, and how much in total. */
export class LawPreviewField extends Component {
    static template = "kentro_koinotitas.LawPreviewField";
    static props = { ...standardFieldProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.changes = CHANGES;
    }

    get found() {
        return this.props.record.data[this.props.name];
    }

    async open(place, change) {
        const record = this.props.record;
        this.action.doAction(await this.orm.call(record.resModel, "action_open", [[record.resId], place, change]));
    }
}

registry.category("fields").add("kentro_law_preview", { component: LawPreviewField, supportedTypes: ["json"] });
