import { Component, markup, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

const PARTS = { stage: "kentro.stage", step: "kentro.transition" };

/** The picture of a workflow as it stands in the form; a box or a verb opens what it stands for. */
export class DiagramField extends Component {
    static template = "kentro_koinotitas.DiagramField";
    static props = { ...standardFieldProps };

    setup() {
        this.action = useService("action");
        this.state = useState({ fit: true });
        this.formats = ["svg", "mermaid", "bpmn"];
    }

    /** Written by the server with an XML writer, which lets no name be markup. */
    get picture() {
        return markup(this.props.record.data[this.props.name] || "");
    }

    get exportable() {
        return this.props.record.resId && this.props.record.data[this.props.name];
    }

    async onClick(ev) {
        const drawn = ev.target.closest("[data-stage],[data-step]");
        if (!drawn) {
            return;
        }
        const part = "stage" in drawn.dataset ? "stage" : "step";
        const position = [...ev.currentTarget.querySelectorAll(`[data-${part}]`)].indexOf(drawn);
        const root = this.props.record;
        if (!(await root.save())) {
            return;
        }
        // what was not saved before has its id only now, at the same place of the picture
        const picture = new DOMParser().parseFromString(root.data[this.props.name], "image/svg+xml");
        const resId = Number(picture.querySelectorAll(`[data-${part}]`)[position]?.getAttribute(`data-${part}`));
        if (!resId) {
            return;
        }
        await this.action.doAction(
            {
                type: "ir.actions.act_window",
                name: part === "stage" ? _t("Stage") : _t("Transition"),
                res_model: PARTS[part],
                res_id: resId,
                views: [[false, "form"]],
                target: "new",
            },
            { onClose: () => root.load() }
        );
    }
}

registry.category("fields").add("kentro_diagram", {
    component: DiagramField,
    displayName: _t("Diagram of a workflow"),
    supportedTypes: ["text"],
});
