import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { DomainField, domainField } from "@web/views/fields/domain/domain_field";

/**
 * A condition of a rule, written with Odoo's own editor. Facts are no records: instead of how many there are, it is
 * asked whether rules can put such a condition, and why not.
 */
export class ConditionField extends DomainField {
    static template = "kentro_koinotitas.ConditionField";

    async checkProps(props = this.props) {
        const model = this.getResModel(props);
        const domain = model && this.getEvaluatedDomain(props);
        if (!model || domain.isInvalid) {
            return this.updateState({ isValid: !model, recordCount: 0, fault: model ? _t("It is not whole yet.") : "" });
        }
        const fault = await this.orm.silent.call("kentro.rule", "condition_fault", [model, this.getDomain(props)]);
        this.updateState({ isValid: !fault, recordCount: 0, fault });
    }
}

registry.category("fields").add("kentro_condition", { ...domainField, component: ConditionField });
