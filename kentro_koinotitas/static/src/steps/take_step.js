/** Whether a step opens a dialog before it is taken. */
export function asksSomething(step) {
    return Boolean(step.asks.length) || step.reason !== "none";
}

/** An id of one click: without `randomUUID` where the page is not served over https. */
export function newRequestId() {
    return crypto.randomUUID ? crypto.randomUUID() : `${Date.now()}-${Math.random()}`;
}

/**
 * Take a step with the stage this user sees, under an id that makes a repeated click one move.
 *
 * @param {Object} orm
 * @param {import("@web/model/relational_model/record").Record} record - with its `stage_id`
 * @param {{code: string}} step
 * @param {{values?: Object, reason?: string | false, override?: string | false}} answers - of the step's dialog
 */
export function takeStep(orm, record, step, { values = {}, reason = false, override = false } = {}) {
    return orm.call(record.resModel, "take_step", [[record.resId], step.code], {
        values,
        reason,
        override,
        seen_stage_id: record.data.stage_id.id,
        request_id: newRequestId(),
    });
}
