import { registry } from "@web/core/registry";
import { FormController } from "@web/views/form/form_controller";
import { formView } from "@web/views/form/form_view";

const ENDS = ["done", "cancelled"];

/** The form of a file: what has ended, or is not the reader's to change, is shown to be read; only steps move it. */
export class WorkflowFormController extends FormController {
    get modelParams() {
        const params = super.modelParams;
        params.hooks.onRootLoaded = (root) =>
            root.switchMode(this.props.readonly || this.isReadOnly(root.data) ? "readonly" : "edit");
        return params;
    }

    isReadOnly(data) {
        return ENDS.includes(data.stage_kind) || data.may_write === false;
    }

    get archiveEnabled() {
        return super.archiveEnabled && !this.isReadOnly(this.model.root.data);
    }

    /** A form just opened and left again is not a record: Odoo would save it when its tab is hidden or closed. */
    get isUntouched() {
        return this.model.root.isNew && !this.model.root.dirty;
    }

    beforeVisibilityChange() {
        return this.isUntouched ? undefined : super.beforeVisibilityChange();
    }

    async beforeUnload(ev) {
        return this.isUntouched ? undefined : super.beforeUnload(ev);
    }
}

registry.category("views").add("kentro_form", { ...formView, Controller: WorkflowFormController });
