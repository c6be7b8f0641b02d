import { Component } from "@odoo/owl";
import { Dialog } from "@web/core/dialog/dialog";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";

import { StepDialog } from "../steps/step_dialog";
import { newRequestId } from "../steps/take_step";

/** Which step to take for the selected records: each says for how many it is possible, or why for none. */
export class BulkStepDialog extends Component {
    static template = "kentro_koinotitas.BulkStepDialog";
    static components = { Dialog };
    static props = ["resModel", "offer", "close"];

    setup() {
        this.orm = useService("orm");
        this.dialog = useService("dialog");
        this.action = useService("action");
    }

    /** For how many of the selected records the step is possible. */
    numbers(step) {
        return _t("%(possible)s of %(total)s", { possible: step.possible, total: this.props.offer.total });
    }

    onClick(step) {
        const { offer, resModel } = this.props;
        const requestId = newRequestId();
        const rest = offer.total - step.possible;
        const note = [
            _t("Of the %(total)s records that you chose, %(possible)s will take this step.", {
                total: offer.total,
                possible: step.possible,
            }),
            rest ? _t("%s stay where they are; the results say why.", rest) : "",
            step.asks.length ? _t("What you leave empty stays as it is on each record.") : "",
        ];
        this.dialog.add(StepDialog, {
            step,
            resModel,
            resId: false,
            note: note.filter(Boolean).join("\n"),
            onConfirm: async (values, reason) => {
                const kwargs = { values, reason, request_id: requestId };
                const results = await this.orm.call(
                    "kentro.bulk.step",
                    "take",
                    [resModel, offer.seen, step.code],
                    kwargs
                );
                this.props.close();
                await this.action.doAction(results);
            },
        });
    }
}

async function bulkStep(env, action) {
    const { active_ids: ids = [], active_model: resModel } = action.context;
    const offer = await env.services.orm.call("kentro.bulk.step", "offer", [resModel, ids]);
    env.services.dialog.add(BulkStepDialog, { resModel, offer });
}

registry.category("actions").add("kentro_bulk_step", bulkStep);
