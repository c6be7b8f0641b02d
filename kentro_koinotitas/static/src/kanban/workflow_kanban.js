import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { KanbanRenderer } from "@web/views/kanban/kanban_renderer";
import { kanbanView } from "@web/views/kanban/kanban_view";

import { StepDialog } from "../steps/step_dialog";
import { asksSomething, takeStep } from "../steps/take_step";

const REFUSALS = ["UserError", "ValidationError", "AccessError"].map((name) => `odoo.exceptions.${name}`);

/** Dragging a card to a stage takes the step that leads there; what the step asks is asked. */
export class WorkflowKanbanRenderer extends KanbanRenderer {
    setup() {
        super.setup();
        this.orm = useService("orm");
        this.dialogs = useService("dialog");
        this.notification = useService("notification");
    }

    async sortRecordDrop(recordId, groupId, { parent }) {
        const step = await this.stepWithDialog(recordId, groupId, parent?.dataset.id);
        if (!step) {
            return this.tellRefusal(() => super.sortRecordDrop(...arguments));
        }
        parent.classList.remove("o_kanban_hover");
        if (step.hindrances.length) {
            this.notification.add(step.hindrances.join("\n"), { title: step.name, type: "warning" });
            return;
        }
        const record = this.props.list.records.find((r) => r.id === recordId);
        this.dialogs.add(StepDialog, {
            step,
            resModel: record.resModel,
            resId: record.resId,
            onConfirm: async (values, reason) => {
                await takeStep(this.orm, record, step, { values, reason });
                await this.props.list.model.load();
            },
        });
    }

    /** Let the server move the card: where it refuses, say why and leave the card where it was. */
    async tellRefusal(move) {
        try {
            await move();
        } catch (error) {
            if (!REFUSALS.includes(error.exceptionName)) {
                throw error;
            }
            this.notification.add(error.data.message, { type: "warning" });
        }
    }

    /** Return the one step to the column, if it opens a dialog or is hindered; else the server is left to answer. */
    async stepWithDialog(recordId, groupId, targetId) {
        const { groupByField, groups, records } = this.props.list;
        const target = groups?.find((group) => group.id === targetId);
        const record = records.find((r) => r.id === recordId);
        if (groupByField?.name !== "stage_id" || !target || !record || targetId === groupId) {
            return null;
        }
        const [{ steps }] = await this.orm.read(record.resModel, [record.resId], ["steps"]);
        const leading = (steps || []).filter((step) => step.target_id === target.value);
        const [step] = leading;
        return leading.length === 1 && (asksSomething(step) || step.hindrances.length) ? step : null;
    }
}

registry.category("views").add("kentro_kanban", { ...kanbanView, Renderer: WorkflowKanbanRenderer });
