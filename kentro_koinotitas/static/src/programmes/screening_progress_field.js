import { Component, onWillUnmount } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

const EVERY = 2000; // milliseconds between two looks at how far the job has come

/** How far the looking has come: asked again and again while it goes on. */
export class ScreeningProgressField extends Component {
    static template = "kentro_koinotitas.ScreeningProgressField";
    static props = { ...standardFieldProps };

    setup() {
        this.alive = true;
        this.again();
        onWillUnmount(() => {
            this.alive = false;
            clearTimeout(this.timer);
        });
    }

    get percent() {
        return this.props.record.data[this.props.name];
    }

    again() {
        this.timer = setTimeout(async () => {
            const { record } = this.props;
            if (record.data.state === "running" && record.resId) {
                await record.load();
            }
            if (this.alive) {
                this.again();
            }
        }, EVERY);
    }
}

registry.category("fields").add("kentro_screening_progress", {
    component: ScreeningProgressField,
    supportedTypes: ["integer"],
});
