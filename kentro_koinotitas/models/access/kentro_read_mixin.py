from odoo import api, models

# Only who holds this object reads on behalf of a list or of a file already noted: no client can send it.
WITHIN = object()
# What everybody who may see a record at all is shown of it on other screens.
NAMES = frozenset({"id", "display_name", "name", "number", "active", "__last_update", "write_date"})


class KentroReadMixin(models.AbstractModel):
    """A file of which every reading is noted in `kentro.read.log`.

    What counts: the record is asked for by its id with more than its name (`web_read`, which is how
    a form opens, and `read`); a field of ``_kentro_noted_fields`` is read, in lists and groups too;
    it is exported, printed, or a copy that hangs on it is downloaded. What does not: a row of a list,
    the name of a record on another screen, lines inside a file that is noted itself.
    """

    _name = "kentro.read.mixin"
    _description = "File of which readings are noted"

    # Read anywhere, these are noted: {field: what it is called in the log}.
    _kentro_noted_fields = {}

    def web_read(self, specification):
        result = super(KentroReadMixin, self.with_context(kentro_reading=WITHIN)).web_read(specification)
        self._kentro_note_opened(specification)
        return result

    def read(self, fields=None, load="_classic_read"):
        result = super().read(fields, load)
        self._kentro_note_opened(self._fields if fields is None else fields)
        return result

    @api.model
    @api.readonly
    def web_search_read(self, domain, specification, offset=0, limit=None, order=None, count_limit=None):
        rows = super(KentroReadMixin, self.with_context(kentro_reading=WITHIN))
        return rows.web_search_read(domain, specification, offset, limit, order, count_limit)

    @api.model
    @api.readonly
    def web_read_group(self, domain, groupby, *args, **kwargs):
        rows = super(KentroReadMixin, self.with_context(kentro_reading=WITHIN))
        return rows.web_read_group(domain, groupby, *args, **kwargs)

    def _read_format(self, fnames, load="_classic_read"):
        result = super()._read_format(fnames, load)
        for what in {self._kentro_noted_fields.get(name) for name in fnames} - {None}:
            self._kentro_note(what)
        return result

    @api.model
    def _read_group(self, domain, groupby=(), aggregates=(), *args, **kwargs):
        """A group by a number is that number, read of everybody in it."""
        read = {spec.partition(":")[0].partition(".")[0] for spec in (*groupby, *aggregates)}
        if not self.env.su and (noted := {self._kentro_noted_fields.get(name) for name in read} - {None}):
            for what in noted:
                self.search(domain)._kentro_note(what)
        return super()._read_group(domain, groupby, aggregates, *args, **kwargs)

    def _export_rows(self, fields, *, _is_toplevel_call=True):
        self._kentro_note("export")
        return super()._export_rows(fields, _is_toplevel_call=_is_toplevel_call)

    # --- helpers ----------------------------------------------------------------------------

    def _kentro_note_opened(self, names):
        if self.env.context.get("kentro_reading") is not WITHIN and not NAMES.issuperset(names):
            self._kentro_note("file")

    def _kentro_note(self, what):
        if self.ids and not self.env.su:
            self.env["kentro.read.log"]._note(self, what)

    def _kentro_references(self):
        """Return ``{id: number}`` of these records as a log may show them: no name in it."""
        if self._name in ("kentro.beneficiary", "kentro.household"):
            return {record.id: record.number for record in self}
        if "name" in self._fields and hasattr(self, "_neutral_names"):
            return {record.id: name for record, name in self._neutral_names().items()}
        found = {}
        for name in ("household_id", "beneficiary_id", "case_id"):  # what says more comes last
            if name in self._fields:
                numbers = self[name]._kentro_references()
                found.update({record.id: numbers.get(record[name].id) for record in self if record[name]})
        return found
