"""security/access_matrix.csv is what is installed: nothing more, nothing less, and as far as it says."""

import re
from collections import Counter, defaultdict

from access import ATTEMPTS, MODULES, OF_THE_TEAM, RIGHTS, ROLES, SCOPES, Place, Samples, granted, matrix, our_models
from odoo.addons.kentro_koinotitas.tests.common import KentroCommon
from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import tagged
from odoo.tools import mute_logger

# Rules that let everybody with their group have all of a model, on purpose: the global rules of the
# same model say how far «all» goes.
MEANT_FOR_ALL = re.compile(r"_rule_(coordinator|director|system|manager)$")


class MatrixCommon(KentroCommon):
    """A user for each role of the matrix, each but those from outside with a post in a structure."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.users = {}
        for role, group in ROLES.items():
            user = cls.env["res.users"].create(
                {"name": role, "login": f"matrix_{role}", "group_ids": [Command.set(cls.env.ref(group).ids)]}
            )
            cls.users[role] = user
            if not user.share:
                home = cls.annex if role == "annex" else cls.structure
                cls.env["kentro.post"].create(
                    {"structure_id": home.id, "specialty_id": cls.specialty.id, "user_id": user.id}
                )


@tagged("post_install", "-at_install")
class TestMatrixIsInstalled(MatrixCommon):
    def test_the_matrix_is_well_formed(self):
        seen = Counter((row.role, row.model, row.scope) for row in matrix())
        self.assertFalse([key for key, times in seen.items() if times > 1], "rows that stand twice")
        for row in matrix():
            with self.subTest(row=row):
                self.assertIn(row.role, ROLES)
                self.assertIn(row.model, self.env)
                self.assertIn(row.scope, SCOPES)
                self.assertTrue(row.rights, "a row that grants nothing")
                self.assertTrue(all(getattr(row, right) in ("yes", "no") for right in RIGHTS))
                self.assertTrue(row.reason.endswith(".") and len(row.reason) > 15, "a reason is a sentence")
        for key, rights in granted().items():
            total = sum(len(row.rights) for row in matrix() if (row.role, row.model) == key)
            self.assertEqual(total, len(rights), f"{key}: two rows grant the same right")

    def test_every_model_of_ours_is_in_the_matrix(self):
        missing = set(our_models(self.env)) - {row.model for row in matrix()}
        self.assertFalse(missing, "models that nobody decided about")

    def test_every_group_of_ours_is_a_role(self):
        data = self.env["ir.model.data"].search([("model", "=", "res.groups"), ("module", "in", MODULES)])
        self.assertEqual(set(data.mapped("complete_name")) - set(ROLES.values()), set())

    def test_rights_installed_are_those_of_the_matrix(self):
        wrong = []
        for role, user in self.users.items():
            for model in our_models(self.env):
                Model = self.env[model].with_user(user)
                for right, operation in RIGHTS.items():
                    installed, written = Model.has_access(operation), right in granted().get((role, model), ())
                    if installed != written:
                        wrong.append(f"{role} {right} {model}: installed {installed}, in the matrix {written}")
        self.assertFalse(wrong, "\n".join(wrong))

    def test_rights_we_add_to_models_of_odoo_are_in_the_matrix(self):
        ours = self.env["ir.model.data"].search([("model", "=", "ir.model.access"), ("module", "in", MODULES)])
        group_of = {self.env.ref(group): role for role, group in ROLES.items()}
        added, core, read = set(), set(), set()
        for line in self.env["ir.model.access"].browse(ours.mapped("res_id")):
            if line.model_id.model in our_models(self.env):
                continue
            core.add(line.model_id.model)
            for right, operation in RIGHTS.items():
                if line[f"perm_{operation}"] and right != "read":  # nearly every employee reads these models
                    added.add((group_of[line.group_id], line.model_id.model, right))
                elif line[f"perm_{operation}"]:
                    read.add((group_of[line.group_id], line.model_id.model))
        written = {
            (role, model, right)
            for (role, model), rights in granted().items()
            if model not in our_models(self.env)
            for right in rights
            if right != "read"
        }
        self.assertEqual(added, written)
        for model in core:
            everybody = self.env[model].with_user(self.users["internal_user"]).has_access("read")
            told = {role for role, granted_model in granted() if granted_model == model}
            self.assertTrue(everybody or {role for role, read_model in read if read_model == model} <= told, model)


@tagged("post_install", "-at_install")
class TestSecurityRecords(MatrixCommon):
    """Mistakes that Odoo loads without a word."""

    def _ours(self, model):
        data = self.env["ir.model.data"].search([("model", "=", model), ("module", "in", MODULES)])
        return {row.complete_name: self.env[model].browse(row.res_id) for row in data}

    def test_every_access_line_has_a_group_and_grants_something(self):
        lines = self._ours("ir.model.access")
        self.assertGreater(len(lines), 100)
        for name, line in lines.items():
            self.assertTrue(line.group_id, f"{name} is for everybody, the public included")
            self.assertTrue(line.perm_read or line.perm_write or line.perm_create or line.perm_unlink, name)

    def test_every_rule_is_meant_as_it_is(self):
        rules = self._ours("ir.rule")
        self.assertGreater(len(rules), 30)
        for name, rule in rules.items():
            domain = rule.domain_force.strip()
            with self.subTest(rule=name):
                self.assertTrue(rule.active)
                self.assertEqual(rule["global"], not rule.groups)
                self.assertNotIn(domain, ("", "[]"))
                if domain == "[(1, '=', 1)]":
                    self.assertTrue(rule.groups, "a global rule that says nothing")
                    self.assertRegex(name, MEANT_FOR_ALL)
                for right in ("read", "write", "create", "unlink"):
                    if rule[f"perm_{right}"]:
                        break
                else:
                    self.fail("a rule for no right")

    def test_rules_for_a_group_stand_on_rules_for_everybody(self):
        """One group's rule is no bound: a second role without a rule would lift it."""
        by_model = defaultdict(list)
        for rule in self._ours("ir.rule").values():
            by_model[rule.model_id.model].append(rule)
        for model, rules in by_model.items():
            if model not in our_models(self.env):
                continue
            grouped = [rule for rule in rules if rule.groups]
            if grouped and not any(rule["global"] for rule in rules):
                ruled = set().union(*(rule.groups.mapped("id") for rule in grouped))
                lines = self.env["ir.model.access"].search([("model_id.model", "=", model)])
                self.assertLessEqual(set(lines.group_id.ids), ruled, f"{model}: a role with a right and no rule")

    def test_no_field_or_menu_names_a_group_that_does_not_exist(self):
        for name in our_models(self.env):
            for field in self.env[name]._fields.values():
                for group in (field.groups or "").replace("!", "").split(","):
                    if group and group != ".":
                        self.assertTrue(self.env.ref(group.strip(), raise_if_not_found=False), f"{field}: {group}")


class DistanceCommon(MatrixCommon):
    """Samples of every model at every distance from each role: her own, of her team … of another municipality."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        company = cls.env["res.company"].create({"name": "Άλλος Δήμος"})
        cls.elsewhere = cls.structure.copy({"company_id": company.id, "calendar_id": False})
        cls.stranger = cls._user("case_worker", cls.elsewhere, login="stranger")
        cls.stranger.write({"company_ids": [Command.link(company.id)]})
        cls.samples = Samples(cls.env)

    def _places(self, role, model):
        """Places of samples of ``model`` as seen by the user of ``role``, by scope."""
        user, nobody = self.users[role], self.env["res.users"]
        home, other = (self.annex, self.structure) if role == "annex" else (self.structure, self.annex)
        colleague = self.worker2 if role == "annex" else self.worker
        away = self.worker if role == "annex" else self.worker2
        fields = self.env[model]._fields
        places = {
            "own": Place("own", home, user, nobody),
            "team": Place("team", home, colleague, user),
            "structure": Place("structure", home, colleague, nobody),
            "municipality": Place("municipality", other, away, nobody),
            "all": Place("all", self.elsewhere, self.stranger, nobody),
        }
        if self.env[model]._transient:
            wanted = ("own", "all")
        elif model in ("kentro.case", "kentro.private.note") or model in OF_THE_TEAM or "case_id" in fields:
            wanted = SCOPES
        elif model == "kentro.structure" or (
            {"structure_id", "structure_ids", "beneficiary_id", "household_id"} & fields.keys()
        ):
            wanted = ("structure", "municipality", "all")
        elif {"company_id", "workflow_id", "transition_id"} & fields.keys():
            wanted = ("municipality", "all")
        else:
            wanted = ("all",)
        return [places[scope] for scope in wanted]


@tagged("post_install", "-at_install")
class TestScope(DistanceCommon):
    """Each role tries each right on a record at each distance; the matrix says which succeed."""

    def setUp(self):
        super().setUp()
        loggers = ("odoo.addons.base.models.ir_rule", "odoo.addons.base.models.ir_model", "odoo.models", "odoo.sql_db")
        self.enterContext(mute_logger(*loggers))

    def _expected(self, role, model, right, place):
        scope = granted().get((role, model), {}).get(right)
        return scope is not None and SCOPES.index(place.scope) <= SCOPES.index(scope)

    def _succeeds(self, attempt):
        """Whether ``attempt`` is allowed: it goes through, or something other than rights refuses it."""
        ATTEMPTS["access matrix"] += 1
        self.env.invalidate_all()
        try:
            with self.env.cr.savepoint():
                attempt()
                self.env.flush_all()
                raise InterruptedError  # whatever it did is undone
        except InterruptedError:
            return True
        except AccessError:
            return False
        except Exception as error:
            return error

    def _attempts(self, model, place, user):
        """Return ``{right: function}``, each a real attempt of ``user``."""
        record = self.samples.make(model, place).with_user(user)
        values = self.samples.values(model, place)
        if place.structure == user.kentro_structure_id:
            # fields closed to everybody are the system's to fill, with the structure of the user
            values = {name: value for name, value in values.items() if record._fields[name].groups != "."}
        text = next(
            name
            for name, field in record._fields.items()
            if field.store and not field.related and not field.compute and not field.inherited
            and field.type in ("char", "text", "integer", "selection", "date", "datetime", "many2one", "boolean")
            and name not in ("id", "create_uid", "create_date", "write_uid", "write_date", "partner_id", "number")
        )  # fmt: skip
        same = record._fields[text].convert_to_write(record.sudo()[text], record.sudo())

        def read():
            found = record.search([("id", "=", record.id)])
            record.read(["display_name"])
            assert found, "read by id, and not found"

        attempts = {
            "create": lambda: record.browse().create(values),
            "read": read,
            "update": lambda: record.write({text: same}),
            "delete": record.unlink,
        }
        if record._transient and place.scope != "own":
            del attempts["create"]  # what one makes is one's own
        return attempts

    def _try_role(self, role):
        user, wrong = self.users[role], []
        for model in our_models(self.env):
            for near, place in enumerate(self._places(role, model)):
                with self.env.cr.savepoint():
                    for right, attempt in self._attempts(model, place, user).items():
                        if near and not self.env[model].with_user(user).has_access(RIGHTS[right]):
                            continue  # without the right on the model at all, the nearest has shown it
                        expected, result = self._expected(role, model, right, place), self._succeeds(attempt)
                        # what is not granted may be refused for another reason too; what is, for no right
                        if bool(result) != expected and (expected or result is True):
                            wrong.append(f"{role} {right} {model} ({place.scope}): {result}, should be {expected}")
                if model in ("kentro.lockout", "kentro.emergency.access", "kentro.absence"):
                    self.env.registry.clear_cache()  # what was made of this sample is undone
        self.assertFalse(wrong, "\n" + "\n".join(wrong))


    def test_contacts_of_beneficiaries_follow_the_matrix(self):
        for role, user in self.users.items():
            scope = granted().get((role, "res.partner"), {}).get("read")
            home, other = (self.eleni, self.maria) if role == "annex" else (self.maria, self.eleni)
            for person, seen in ((home, scope == "structure"), (other, False)):
                with self.subTest(role=role):
                    found = self.env["res.partner"].with_user(user).search([("id", "=", person.partner_id.id)])
                    self.assertEqual(bool(found), seen)


def _test_of(role):
    def test(self):
        self._try_role(role)

    test.__doc__ = f"What {role} can do is what the matrix says."
    return test


for _role in ROLES:
    setattr(TestScope, f"test_{_role}_reaches_what_the_matrix_says", _test_of(_role))
