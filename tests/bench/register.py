"""What the register costs beside plain contacts: creating people, their list, and the list of an accountant."""

from statistics import median

from .harness import RUNS, Contender, Cost, Row, alternate, measured, ratio, transaction
from .population import Register
from .register_scene import BATCH, load, rows_of
from .scene import user

COLUMNS = ("number", "last_name", "first_name", "father_name", "birth_date", "age", "phone", "city", "sex", "active")
PAGE = {"limit": 80, "count_limit": 10_001}  # as the web client asks
OF_CONTACTS = ("ref", "name", "complete_name", "function", "create_date", "color", "phone", "city", "type", "active")


def rows(database, scene):
    return [*_creating(database, scene), *_listing(database, scene)]


def _creating(database, scene):
    people = Register(BATCH, seed=2, again=0).people
    values = rows_of(people, scene.structure, numbers=False)  # theirs may be given in the register already
    contacts = [{"name": f"{p.last} {p.first}", "phone": p.phone, "city": "Σέρρες"} for p in people]
    quiet = {"tracking_disable": True, "mail_create_nosubscribe": True}

    def creating(model, rows_):
        return Contender(1, model, lambda run: [], lambda env, none: none.with_context(**quiet).create(rows_))

    ours, plain = creating("kentro.beneficiary", values), creating("res.partner", contacts)
    alternate(database, ours, plain)
    detail = f"{ours.middle('time') / BATCH * 1e3:.2f} and {plain.middle('time') / BATCH * 1e3:.2f} ms each"
    return [
        Row("creating people ÷ creating contacts, by 2,000: time", ratio(ours, plain, "time"), 1.6, detail=detail),
        Row("the same: CPU", ratio(ours, plain, "cpu")),
    ]


def _listing(database, scene):
    load(database, scene.structure)
    with transaction(database) as env:
        env["res.partner"].create([{"name": f"Προμηθευτής {n}", "phone": "2310 000000"} for n in range(100_000)])
        accountant = user(env, "bench_accountant", "base.group_partner_manager").id
        env.cr.commit()
        env.cr.execute("ANALYZE res_partner")
        env.cr.commit()

    def listing(uid, model, columns):
        spec = {name: {} for name in columns}
        return Contender(uid, model, lambda run: [], lambda env, none: none.web_search_read([], spec, **PAGE))

    ours = listing(scene.worker, "kentro.beneficiary", COLUMNS)
    plain = listing(accountant, "res.partner", OF_CONTACTS)
    alternate(database, ours, plain)
    detail = "{:.1f} and {:.1f} ms, {:.0f} and {:.0f} statements".format(
        *(c.middle("time") * 1e3 for c in (ours, plain)), *(c.middle("statements") for c in (ours, plain))
    )
    ruled, free = _accountant(database, accountant)
    return [
        Row("list of 80 people with ten columns ÷ of contacts: time", ratio(ours, plain, "time"), 1.5, detail=detail),
        Row("an accountant's list of contacts ÷ the same without our rule", ruled / free, 1.1,
            detail=f"{ruled * 1e3:.1f} and {free * 1e3:.1f} ms, 100,000 contacts beside 110,000 hidden ones"),
    ]  # fmt: skip


def _accountant(database, uid):
    """Return the median seconds of a list of contacts with the rule that hides those of the Centre, and without."""
    spec, costs = {name: {} for name in OF_CONTACTS}, {True: [], False: []}
    for _turn in range(2 * RUNS):
        for ruled in costs:
            with transaction(database) as env:
                env.ref("kentro_koinotitas.res_partner_hidden_rule").active = ruled
                env.cr.flush()
                partners, cost = env(user=uid)["res.partner"], Cost(0, 0, 0)
                partners.web_search_read([], spec, **PAGE)  # caches of the rules
                env.invalidate_all()
                with measured(env.cr, cost):
                    partners.web_search_read([], spec, **PAGE)
                costs[ruled].append(cost.time)
    return median(costs[True]), median(costs[False])
