"""Reads a definition file into values for new records. Writes nothing. Not a model."""

import json

from .definition_values import DefinitionValues
from .kentro_workflow_definition import default_of, definition_fields, part_key
from .kentro_workflow_file import FORMAT, FORMAT_VERSION

LARGEST = 1_000_000  # bytes; the largest of ours has 40,000


class Part:
    """One part of the file: what it says, what it refers to in the file, and the parts in it."""

    def __init__(self, model, owner):
        self.model, self.owner = model, owner
        self.values, self.translations, self.references = {}, {}, {}


class DefinitionReader(DefinitionValues):
    """Reads what ``kentro.workflow._definition_text`` writes; each fault is a sentence in ``faults``.

    :ivar workflow: the values of the workflow, ``rules`` and ``parts`` (owners first) those of its parts
    """

    def __init__(self, env, content):
        self.env, self._ = env, env._
        self.faults, self.parts, self.rules = [], [], []
        self.codes = {}
        data = self._parse(content)
        if not self.faults:
            self._read(data)

    def fault(self, where, sentence):
        self.faults.append(f"{where}: {sentence}" if where else sentence)

    # -- the file as a whole -------------------------------------------------------------------

    def _parse(self, content):
        _ = self._
        if len(content) > LARGEST:
            return self.fault("", _("The file is too large: a definition has at most one megabyte."))
        try:
            data = json.loads(content.decode("utf-8-sig"), object_pairs_hook=self._unrepeated)
        except json.JSONDecodeError as error:
            place = {"line": error.lineno, "column": error.colno}
            return self.fault(
                "",
                _("The file is no JSON text: it cannot be read from line %(line)s, column %(column)s on.", **place),
            )
        except (ValueError, RecursionError):
            return self.fault(
                "", _("The file is no JSON text in UTF-8. Choose one that was saved with «Definition file».")
            )
        if not isinstance(data, dict) or data.get("format") != FORMAT:
            return self.fault("", _("This is no definition of a process. Choose a file saved with «Definition file»."))
        if data.get("format_version") != FORMAT_VERSION:
            return self.fault(
                "format_version", _("This file is from another release of Kentro; here %s is read.", FORMAT_VERSION)
            )
        return data

    def _unrepeated(self, pairs):
        found = dict(pairs)
        if len(found) != len(pairs):
            names = [name for name, _value in pairs]
            twice = sorted({name for name in names if names.count(name) > 1})
            self.fault("", self._("The file says the same thing twice: %s. Leave one out.", ", ".join(twice)))
        return found

    def _read(self, data):
        self.workflow = self._read_workflow(data)
        if not self.workflow:
            return
        kinds = self.env["kentro.workflow.part"]._part_models()
        self._collect_codes(data, kinds)
        for number, rule in enumerate(self._list(data, "rules", ""), 0):
            self.rules.append(self._read_rule(rule, f"rules[{number}]"))
        self._read_children(data, "kentro.workflow", None, "", kinds)
        known = {"format", "format_version", "code", "model", "name", "rules"}
        known |= {part_key(kind) for kind in kinds if self._owner_model(kind) == "kentro.workflow"}
        self._refuse_unknown(data, known, "")

    def _read_workflow(self, data):
        _ = self._
        model = data.get("model")
        processes = self.env["kentro.workflow"]._process_models()
        if model not in processes:
            return self.fault(
                "model",
                _(
                    "«%(model)s» is no kind of record with a process here: it is one of %(known)s.",
                    model=model,
                    known=", ".join(processes),
                ),
            )
        if not isinstance(data.get("code"), str) or not data["code"]:
            return self.fault("code", _("The process has no code: give it a short name without spaces."))
        name = self._translated(data.get("name"), "name", True)
        return name and {"model": model, "code": data["code"], "name": name}

    def _collect_codes(self, data, kinds):
        """Note the codes of the file's own parts, which others refer to."""
        for kind in kinds:
            if "code" not in self.env[kind]._fields:
                continue
            key, found = part_key(kind), []
            for number, item in enumerate(data.get(key) if isinstance(data.get(key), list) else ()):
                code = item.get("code") if isinstance(item, dict) else None
                if code in found:
                    self.fault(
                        f"{key}[{number}].code", self._("The code «%s» is there twice: give each its own.", code)
                    )
                found.append(code)
            self.codes[kind] = found

    def _owner_model(self, kind):
        Part = self.env[kind]
        return Part._fields[Part._owner_name()].comodel_name

    # -- parts ---------------------------------------------------------------------------------

    def _read_children(self, data, owner_model, owner, where, kinds):
        for kind in kinds:
            if self._owner_model(kind) != owner_model:
                continue
            key = part_key(kind)
            for number, item in enumerate(self._list(data, key, where)):
                path = f"{where}.{key}[{number}]".lstrip(".")
                part = Part(kind, owner)
                self.parts.append(part)
                if not isinstance(item, dict):
                    self.fault(path, self._("Here an object with names and values is needed."))
                    continue
                self._read_fields(item, self.env[kind], part, path)
                self._read_children(item, kind, part, path, kinds)
                inside = {part_key(k) for k in kinds if self._owner_model(k) == kind}
                names = {name for name, _field in definition_fields(self.env[kind])}
                self._refuse_unknown(item, names | inside, path)

    def _read_rule(self, item, where):
        rule = Part("kentro.rule", None)
        if not isinstance(item, dict):
            self.fault(where, self._("Here an object with names and values is needed."))
            return rule
        Rule = self.env["kentro.rule"]
        self._read_fields(item, Rule, rule, where)
        self._refuse_unknown(item, {name for name, _field in definition_fields(Rule)}, where)
        model = self.env["ir.model"].browse(rule.values.get("model_id") or ()).sudo().model
        for name in ("when_domain", "must_domain"):
            if model in self.env and isinstance(rule.values.get(name), str):
                error = Rule._fault_of_domain(rule.values[name], model)
                if error:
                    self.fault(
                        f"{where}.{name}",
                        self._(
                            "The condition cannot be read: %(error)s. Its fields must exist on «%(model)s».",
                            error=error,
                            model=model,
                        ),
                    )
        return rule

    def _read_fields(self, item, Model, part, where):
        for name, field in definition_fields(Model):
            path = f"{where}.{name}"
            value = item.get(name, default_of(Model, field))
            if field.required and value in (False, None, "", {}) and field.type != "boolean":
                self.fault(path, self._("This is missing, and has to be given."))
                continue
            if field.translate:
                part.translations[name] = self._translated(value, path, field.required) or {}
            elif field.type in ("many2one", "many2many"):
                self._read_relation(value, field, name, part, path)
            else:
                part.values[name] = self._scalar(value, field, path)

    # -- shapes --------------------------------------------------------------------------------

    def _list(self, data, key, where):
        value = data.get(key, [])
        if not isinstance(value, list):
            self.fault(f"{where}.{key}".lstrip("."), self._("Here a list is needed."))
            return []
        return value

    def _refuse_unknown(self, item, known, where):
        for name in item.keys() - known:
            self.fault(
                f"{where}.{name}".lstrip("."), self._("There is no such entry; known are %s.", ", ".join(sorted(known)))
            )
