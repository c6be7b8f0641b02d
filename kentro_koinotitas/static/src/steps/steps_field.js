import { Component, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

import { StepDialog } from "./step_dialog";
import { asksSomething, takeStep } from "./take_step";

/** The steps of a record's workflow as buttons; one not possible now is disabled and says why. */
export class StepsField extends Component {
    static template = "kentro_koinotitas.StepsField";
    static props = { ...standardFieldProps };

    setup() {
        this.orm = useService("orm");
        this.dialog = useService("dialog");
        this.state = useState({ busy: false });
    }

    get steps() {
        return this.props.record.data[this.props.name] || [];
    }

    /** Each reason once, with the steps that wait for it. */
    get hindrances() {
        const steps = {};
        for (const step of this.steps) {
            for (const sentence of step.hindrances) {
                (steps[sentence] ||= []).push(step.name);
            }
        }
        return Object.entries(steps).map(([sentence, names]) => ({ sentence, names: names.join(", ") }));
    }

    buttonClass(step) {
        return { primary: "btn-primary", danger: "btn-outline-danger" }[step.style] || "btn-secondary";
    }

    /** Steps that only rules hinder which this user may set aside. */
    get inSpite() {
        return this.steps.filter((step) => step.may_override);
    }

    /** Take a step in spite of its rules: the reason is asked, whatever else the step asks. */
    async onInSpite(step) {
        const record = this.props.record;
        if (await record.save()) {
            this.dialog.add(StepDialog, {
                step: { ...step, reason: "required" },
                resModel: record.resModel,
                resId: record.resId,
                title: _t("%s, in spite of the rule", step.name),
                note: [...step.hindrances, _t("Your reason is noted for good, and the Directorate reads it.")].join("\n"),
                onConfirm: (values, reason) => this.take(step, values, step.reason === "none" ? false : reason, reason),
            });
        }
    }

    async onClick(step) {
        const record = this.props.record;
        if (!(await record.save())) {
            return;
        }
        if (asksSomething(step)) {
            this.dialog.add(StepDialog, {
                step,
                resModel: record.resModel,
                resId: record.resId,
                onConfirm: (values, reason) => this.take(step, values, reason),
            });
        } else {
            await this.take(step, {}, false);
        }
    }

    async take(step, values, reason, override = false) {
        const record = this.props.record;
        this.state.busy = true;
        try {
            await takeStep(this.orm, record, step, { values, reason, override });
        } finally {
            this.state.busy = false;
            await record.model.load();
        }
    }
}

registry.category("fields").add("kentro_steps", {
    component: StepsField,
    displayName: _t("Steps of the workflow"),
    supportedTypes: ["json"],
    fieldDependencies: [
        { name: "stage_id", type: "many2one", relation: "kentro.stage" },
        { name: "waits_for", type: "char" },
    ],
});
