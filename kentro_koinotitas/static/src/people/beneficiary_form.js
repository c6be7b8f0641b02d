import { useService } from "@web/core/utils/hooks";
import { registry } from "@web/core/registry";
import { formView } from "@web/views/form/form_view";

import { WorkflowFormController } from "../form/workflow_form";
import { LikelyPeopleDialog } from "./likely_people_dialog";

/** Registering: who is almost certainly there already is asked about here, and nothing typed is lost. */
export class BeneficiaryFormController extends WorkflowFormController {
    setup() {
        super.setup();
        this.dialog = useService("dialog");
    }

    async onSaveError(error, options, leaving) {
        const cards = error.data?.context?.kentro_cards;
        if (!cards) {
            return super.onSaveError(error, options, leaving);
        }
        this.dialog.add(LikelyPeopleDialog, {
            cards,
            onAction: (card, action) => this.onOpen(card, action),
            onDifferent: () => this.onDifferent(cards),
        });
        return false;
    }

    /** In a window of its own: what was typed stays behind it, to be carried over. */
    async onOpen(card, action) {
        const args = [card.id, ...(action.args || [])];
        const window = await this.orm.call("kentro.person.search", action.method, args);
        await this.actionService.doAction({ name: card.title, ...window, target: "new" });
    }

    async onDifferent(cards) {
        const { root } = this.model;
        const told = root.data.other_people || [];
        await root.update({ other_people: [...told, ...cards.map((card) => card.id)] });
        await this.saveButtonClicked();
    }
}

registry.category("views").add("kentro_beneficiary_form", { ...formView, Controller: BeneficiaryFormController });
