import { Component, onWillStart, useEffect, useRef } from "@odoo/owl";
import { loadBundle } from "@web/core/assets";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

const NOW = "#017e84";
const BEFORE = "#c27c0e";

/** The scores of an assessment as a radar chart, those of the one before in a second colour. */
export class RadarField extends Component {
    static template = "kentro_koinotitas.RadarField";
    static props = { ...standardFieldProps };

    setup() {
        this.canvas = useRef("canvas");
        onWillStart(() => loadBundle("web.chartjs_lib"));
        useEffect(
            () => {
                const chart = this.canvas.el && new Chart(this.canvas.el, this.config);
                return () => chart?.destroy();
            },
            () => [JSON.stringify(this.data)]
        );
    }

    get data() {
        return this.props.record.data[this.props.name] || { labels: [], now: [], before: [] };
    }

    get isEmpty() {
        return !this.data.now.some(Boolean) && !this.data.before.some(Boolean);
    }

    dataset(label, data, color, isDashed) {
        return {
            label,
            // 0 is "not assessed": a gap, not a crisis
            data: data.map((score) => score || null),
            borderColor: color,
            backgroundColor: `${color}22`,
            borderDash: isDashed ? [5, 4] : [],
            borderWidth: 2,
            pointBackgroundColor: color,
            spanGaps: true,
        };
    }

    get config() {
        const { labels, now, before } = this.data;
        const datasets = [this.dataset(_t("Now"), now, NOW, false)];
        if (before.length) {
            datasets.push(this.dataset(_t("Before"), before, BEFORE, true));
        }
        return {
            type: "radar",
            data: { labels: labels.map((label) => this.wrap(label)), datasets },
            options: {
                animation: false,
                maintainAspectRatio: false,
                plugins: { legend: { display: before.length > 0, position: "bottom" } },
                scales: { r: { min: 0, max: 10, ticks: { stepSize: 2, backdropColor: "transparent" } } },
            },
        };
    }

    /** Long labels on several lines, as Chart.js takes them. */
    wrap(label) {
        const lines = [""];
        for (const word of label.split(" ")) {
            const last = lines.length - 1;
            if (lines[last] && lines[last].length + word.length > 16) {
                lines.push(word);
            } else {
                lines[last] = `${lines[last]} ${word}`.trim();
            }
        }
        return lines;
    }
}

registry.category("fields").add("kentro_radar", {
    component: RadarField,
    displayName: _t("Radar chart of scores"),
    supportedTypes: ["json"],
});
