import { Component } from "@odoo/owl";
import { Dialog } from "@web/core/dialog/dialog";

/** «Is it one of these?»: opening the file that is there is the main way, somebody new the other. */
export class LikelyPeopleDialog extends Component {
    static template = "kentro_koinotitas.LikelyPeopleDialog";
    static components = { Dialog };
    static props = { cards: Array, onAction: Function, onDifferent: Function, close: Function };

    async onAction(card, action) {
        this.props.close();
        await this.props.onAction(card, action);
    }

    async onDifferent() {
        this.props.close();
        await this.props.onDifferent();
    }
}
