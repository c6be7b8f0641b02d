import { Component, useState } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

const LONG_AGO = "2015-01-01";

/** A household on paper: a table a list of rows, as the field `shape` of the record describes them. */
export class PaperField extends Component {
    static template = "kentro_koinotitas.PaperField";
    static props = { ...standardFieldProps };

    setup() {
        this.state = useState({ all: false });
    }

    get paper() {
        return this.props.record.data[this.props.name] || {};
    }

    get sections() {
        return this.props.record.data.shape || [];
    }

    rows(section) {
        const rows = this.paper[section.name];
        return section.name === "housing" ? [rows || {}] : rows || [];
    }

    columns(section) {
        const filled = (name) => this.rows(section).some((row) => ![undefined, null, ""].includes(row[name]));
        return section.columns.filter((column) => !column.rare || this.state.all || filled(column.name));
    }

    get people() {
        return (this.paper.members || []).map((row) => row.person).filter(Boolean);
    }

    said(column, value) {
        if (column.type === "choice") {
            return column.choices.find((choice) => choice[0] === value)?.[1] ?? value;
        }
        return value;
    }

    save(section, rows) {
        const kept = section.name === "housing" ? (rows[0]?.kind ? rows[0] : null) : rows;
        return this.props.record.update({ [this.props.name]: { ...this.paper, [section.name]: kept } });
    }

    add(section) {
        const row = { date_from: LONG_AGO, period: "month" };
        const names = section.columns.map((column) => column.name);
        const given = Object.fromEntries(Object.entries(row).filter(([name]) => names.includes(name)));
        return this.save(section, [...this.rows(section), given]);
    }

    remove(section, place) {
        return this.save(section, this.rows(section).filter((_row, other) => other !== place));
    }

    change(section, place, column, value) {
        const rows = this.rows(section).map((row) => ({ ...row }));
        const row = rows[place];
        delete row[column.name];
        if (value !== "") {
            const plain = { yes: (text) => text === "true", number: Number };
            row[column.name] = (plain[column.type] || ((text) => text))(value);
        }
        if (section.name === "incomes" && column.name === "kind") {
            row.nature = column.choices.find((choice) => choice[0] === value)?.[2];
        }
        if (section.name === "members" && column.name === "person") {
            return this.rename(this.rows(section)[place].person, value, section, rows);
        }
        return this.save(section, rows);
    }

    /** Whoever is called otherwise keeps what is said of her. */
    rename(before, after, section, members) {
        const renamed = (row) => ({
            ...row,
            ...(before && row.person === before ? { person: after } : {}),
            ...(before && row.supply_holder === before ? { supply_holder: after } : {}),
        });
        const paper = { ...this.paper, [section.name]: members };
        for (const name of ["incomes", "assets", "answers"]) {
            paper[name] = (paper[name] || []).map(renamed);
        }
        paper.housing = paper.housing && renamed(paper.housing);
        return this.props.record.update({ [this.props.name]: paper });
    }

    /** Let everybody of whom nothing is said declare that there is no income and nothing is owned. */
    fillNothing() {
        const paper = { ...this.paper, incomes: [...(this.paper.incomes || [])], assets: [...(this.paper.assets || [])] };
        const kinds = this.sections.find((section) => section.name === "assets").columns[1].choices;
        for (const person of this.people) {
            if (!paper.incomes.some((row) => row.person === person)) {
                const none = { kind: "none", nature: "none", amount: "0", period: "month" };
                paper.incomes.push({ person, ...none, date_from: LONG_AGO });
            }
            for (const [kind] of kinds) {
                if (!paper.assets.some((row) => row.person === person && row.kind === kind)) {
                    paper.assets.push({ person, kind, value: "0", date_from: LONG_AGO });
                }
            }
        }
        return this.props.record.update({ [this.props.name]: paper });
    }
}

registry.category("fields").add("kentro_paper", {
    component: PaperField,
    supportedTypes: ["json"],
    fieldDependencies: [{ name: "shape", type: "json" }],
});
