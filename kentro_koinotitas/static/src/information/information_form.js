import { useExternalListener, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { user } from "@web/core/user";
import { useService } from "@web/core/utils/hooks";
import { session } from "@web/session";
import { FormController } from "@web/views/form/form_controller";
import { formView } from "@web/views/form/form_view";

import { Draft } from "./draft";

const KEPT_TYPES = ["char", "text", "selection", "many2many"];

/**
 * The quick screen for information only: one save, then an empty form again.
 *
 * What is entered is kept on the device at every change, and is there again after a reload,
 * a crash or a visit to another screen. Nothing is saved on its own: leaving is not saving.
 */
export class InformationFormController extends FormController {
    static template = "kentro_koinotitas.InformationForm";

    setup() {
        this.draft = new Draft(`kentro.information.${session.db}.${user.userId}`);
        this.state = useState({ restoredAt: "", savedName: "", count: 0 });
        super.setup();
        // the bar below has the buttons of this screen
        this.canCreate = this.canEdit = false;
        useExternalListener(window, "input", this.onInput, { capture: true });
        useExternalListener(window, "change", () => this.model.root.isDirty());
    }

    get modelParams() {
        const params = super.modelParams;
        params.hooks.onRecordChanged = (record) => this.draft.keep(this.valuesOf(record));
        params.hooks.onRootLoaded = (record) => this.restore(record);
        return { ...params, useSendBeaconToSaveUrgently: false };
    }

    displayName() {
        return _t("Information only");
    }

    get canSave() {
        return !this.model.root.resId;
    }

    valuesOf(record) {
        const values = {};
        for (const name of record.fieldNames) {
            const { type, readonly } = record.fields[name];
            if (readonly || !KEPT_TYPES.includes(type)) {
                continue;
            }
            const isMany = type === "many2many";
            values[name] = isMany ? record.data[name].currentIds : record.data[name];
        }
        return values;
    }

    /** Keep text while it is typed: a crash does not wait until the field is left. */
    onInput(ev) {
        const name = ev.target.closest?.(".o_kentro_information .o_field_widget[name]")?.getAttribute("name");
        if (name && ["char", "text"].includes(this.props.fields[name].type)) {
            this.draft.keep({ [name]: ev.target.value });
        }
    }

    async restore(record) {
        const kept = record.resId ? null : this.draft.read();
        this.state.restoredAt = "";
        if (!kept) {
            return;
        }
        const changes = {};
        for (const [name, value] of Object.entries(kept.values)) {
            if (!record.fieldNames.includes(name)) {
                continue;
            }
            if (record.fields[name].type === "many2many") {
                const add = value.filter((id) => !record.data[name].currentIds.includes(id));
                await record.data[name].addAndRemove({ add, remove: [] });
            } else if (record.data[name] !== value) {
                changes[name] = value;
            }
        }
        await record.update(changes);
        const at = luxon.DateTime.fromMillis(kept.at);
        this.state.restoredAt = at.toLocaleString(luxon.DateTime.TIME_SIMPLE);
    }

    async startEmpty() {
        this.draft.clear();
        this.state.savedName = "";
        await this.model.load({ resId: false });
    }

    async saveAndNext() {
        if (await this.saveButtonClicked()) {
            this.state.savedName = this.model.root.data.display_name;
            this.state.count++;
            await this.model.load({ resId: false });
        }
    }

    async onRecordSaved() {
        await super.onRecordSaved(...arguments);
        this.draft.clear();
    }


    // Leaving, hiding or reloading the tab keeps the draft, and neither saves nor asks.
    async beforeVisibilityChange() {}
    async beforeLeave() {
        await this.model.root.isDirty();
    }
    async beforeUnload() {}
}

registry.category("views").add("kentro_information_form", {
    ...formView,
    Controller: InformationFormController,
});
