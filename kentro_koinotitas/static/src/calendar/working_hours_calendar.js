import { useEffect } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { CalendarCommonRenderer } from "@web/views/calendar/calendar_common/calendar_common_renderer";
import { CalendarRenderer } from "@web/views/calendar/calendar_renderer";
import { calendarView } from "@web/views/calendar/calendar_view";

const FIRST_HOUR = 7;
const LAST_HOUR = 21;

/** The hours at which a centre may be open; more where an appointment of the period lies outside them. */
class WorkingHoursRenderer extends CalendarCommonRenderer {
    setup() {
        super.setup();
        useEffect(
            (first, last) => {
                this.fc.api.setOption("slotMinTime", { hours: first });
                this.fc.api.setOption("slotMaxTime", { hours: last });
            },
            () => this.hours
        );
    }

    get hours() {
        const timed = Object.values(this.props.model.records).filter((record) => !record.isAllDay);
        return [
            Math.min(FIRST_HOUR, ...timed.map((record) => record.start.hour)),
            Math.max(LAST_HOUR, ...timed.map((record) => record.end.hour + 1)),
        ];
    }
}

class WorkingHoursCalendarRenderer extends CalendarRenderer {
    static components = {
        ...CalendarRenderer.components,
        day: WorkingHoursRenderer,
        week: WorkingHoursRenderer,
    };
}

registry.category("views").add("kentro_calendar", { ...calendarView, Renderer: WorkingHoursCalendarRenderer });
