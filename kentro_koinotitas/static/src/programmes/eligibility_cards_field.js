import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

const SAID = {
    met: { label: _t("Qualifies"), color: "success", icon: "fa-check-circle" },
    not_met: { label: _t("Does not qualify"), color: "danger", icon: "fa-times-circle" },
    unknown: { label: _t("Not known yet"), color: "warning", icon: "fa-question-circle" },
};

/** A card a programme: the answer, the sentences behind it with their figures, what is lacking, the amount. */
export class EligibilityCardsField extends Component {
    static template = "kentro_koinotitas.EligibilityCardsField";
    static props = { ...standardFieldProps };

    get answer() {
        return this.props.record.data[this.props.name];
    }

    said(result) {
        return SAID[result];
    }

    /** What hinders comes first, then what is lacking, then what holds. */
    sorted(findings) {
        const order = ["not_met", "unknown", "met"];
        return [...findings].sort((one, other) => order.indexOf(one.result) - order.indexOf(other.result));
    }
}

registry.category("fields").add("kentro_eligibility_cards", {
    component: EligibilityCardsField,
    supportedTypes: ["json"],
});
