import { download } from "@web/core/network/download";
import { registry } from "@web/core/registry";
import { user } from "@web/core/user";
import { getReportUrl } from "@web/webclient/actions/reports/utils";

/**
 * Odoo asks for wkhtmltopdf before it prints anything: reports of the other engine do without.
 */
async function printByOwnEngine(action, options, env) {
    if (action.report_type !== "qweb-pdf" || action.pdf_engine !== "weasyprint") {
        return false;
    }
    env.services.ui.block();
    try {
        const data = JSON.stringify([getReportUrl(action, "pdf"), action.report_type]);
        const context = JSON.stringify({ ...user.context, ...action.context });
        await download({ url: "/report/download", data: { data, context } });
    } finally {
        env.services.ui.unblock();
    }
    return true;
}

registry.category("ir.actions.report handlers").add("kentro_own_engine", printByOwnEngine);
