import { AutoComplete } from "@web/core/autocomplete/autocomplete";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { CharField, charField } from "@web/views/fields/char/char_field";
import { IntegerField, integerField } from "@web/views/fields/integer/integer_field";

/** The number of a file, chosen among the numbers that begin as typed: who names a file need not see a name. */
export class FileNumberField extends CharField {
    static template = "kentro_koinotitas.FileNumberField";
    static components = { ...CharField.components, AutoComplete };

    setup() {
        super.setup();
        this.orm = useService("orm");
    }

    get value() {
        return this.props.record.data[this.props.name] || "";
    }

    get sources() {
        return [{ options: (text) => this.suggest(text), placeholder: _t("Searching…") }];
    }

    async suggest(text) {
        const numbers = await this.orm.call(this.props.record.resModel, "suggest_numbers", [text]);
        return numbers.map((number) => ({ label: number, onSelect: () => this.choose(text, number) }));
    }

    /** What was typed to the end. Whoever chose a number leaves the input too, with what she typed before. */
    onChange({ inputValue }) {
        return inputValue.trim() === this.chosenFrom ? undefined : this.set(inputValue);
    }

    choose(text, number) {
        this.chosenFrom = text;
        return this.set(number);
    }

    set(value) {
        return this.props.record.update({ [this.props.name]: value });
    }
}

registry.category("fields").add("kentro_file_number", {
    ...charField,
    component: FileNumberField,
    displayName: _t("Number of a file"),
});

/** A number of which nought is none: shown empty. */
export class EmptyZeroField extends IntegerField {
    get formattedValue() {
        return this.value ? super.formattedValue : "";
    }
}

registry.category("fields").add("kentro_empty_zero", { ...integerField, component: EmptyZeroField });
