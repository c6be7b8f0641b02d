import { Component, markup, onWillStart, useEffect, useRef, useState } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { Layout } from "@web/search/layout";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";

/** A draft walked with an invented record: it lives on this screen alone, the server keeps nothing of it. */
export class Trial extends Component {
    static template = "kentro_koinotitas.Trial";
    static components = { Layout };
    static props = { ...standardActionServiceProps };

    setup() {
        this.orm = useService("orm");
        this.id = this.props.action.context.active_id;
        this.state = useState({ run: null, facts: {}, path: [], error: "" });
        this.picture = useRef("picture");
        onWillStart(() => this.load(false));
        useEffect(() => this.markHere());
    }

    async load(stage) {
        this.state.run = await this.orm.call("kentro.workflow", "trial", [[this.id]], {
            stage_id: stage,
            facts: this.state.facts,
        });
    }

    /** Written by the server with an XML writer, which lets no name be markup. */
    get diagram() {
        return markup(this.state.run.diagram || "");
    }

    markHere() {
        for (const drawn of this.picture.el?.querySelectorAll("[data-stage]") || []) {
            drawn.classList.toggle("o_kentro_here", drawn.dataset.stage === String(this.state.run.stage));
        }
    }

    get here() {
        return this.state.run.stages.find((stage) => stage.id === this.state.run.stage);
    }

    wasAt(stage) {
        return this.state.path.some((move) => move.from === stage.id);
    }

    get facts() {
        return this.state.run.facts;
    }

    async suppose(fact, value) {
        this.state.facts[fact.key] = value;
        this.state.error = "";
        await this.attempt(() => this.load(this.state.run.stage));
    }

    async take(step) {
        const from = this.here;
        await this.attempt(async () => {
            const done = await this.orm.call("kentro.workflow", "trial_step", [[this.id], from.id, step.code], {
                facts: this.state.facts,
            });
            this.state.path.push({ from: from.id, ...done });
            await this.load(done.stage);
        });
    }

    async attempt(action) {
        this.state.error = "";
        try {
            await action();
        } catch (error) {
            this.state.error = error.data?.message || error.message;
        }
    }

    async restart() {
        Object.assign(this.state, { facts: {}, path: [], error: "" });
        await this.load(false);
    }

    async back() {
        const last = this.state.path.pop();
        await this.load(last.from);
    }
}

registry.category("actions").add("kentro_trial", Trial);
