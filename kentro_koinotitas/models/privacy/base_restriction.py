from odoo import api, models


class Base(models.AbstractModel):
    """Nothing in the file of a restricted person is written, added or deleted, on any model that is part of it.

    Nor in the file of one who was anonymised: what is left is there to be counted.
    """

    _inherit = "base"

    # A part of a file that is written while the file is restricted: what the person's own rights need.
    _kentro_while_restricted = False

    @api.model_create_multi
    def create(self, vals_list):
        records = super().create(vals_list)
        records._kentro_refuse_restricted()
        return records

    def write(self, vals):
        self._kentro_refuse_restricted()
        result = super().write(vals)
        if vals.keys() & set(self._kentro_person_paths()):
            self._kentro_refuse_restricted()
        return result

    def unlink(self):
        self._kentro_refuse_restricted()
        return super().unlink()

    def _kentro_refuse_restricted(self):
        """Raise if these records are part of the file of a restricted person; the program itself goes on."""
        if not self.env.su:
            self._kentro_refuse_frozen()

    def _kentro_refuse_frozen(self):
        """Raise if these records are part of the file of a restricted person, whoever writes them."""
        if not self._kentro_file or not self._ids:
            return
        People = self.env["kentro.beneficiary"]
        if People._restricted()[0]:
            People._refuse_restricted(self._kentro_people_ids(), self._kentro_while_restricted)

    def _kentro_not_frozen(self):
        """Return those of these records that are part of no restricted person's file."""
        people = self.env["kentro.beneficiary"]._restricted()[0]
        if not people or self._kentro_while_restricted:
            return self
        return self.filtered(lambda record: people.isdisjoint(record._kentro_people_ids()))

    def _kentro_people_ids(self):
        """Return the ids of the people to whose files these records belong."""
        paths = self._kentro_person_paths()
        records = self.sudo()  # sudo: whose it is, is asked of what she may see already
        return self._ids if paths == ("id",) else [id_ for path in paths for id_ in records.mapped(path)._ids]

    @api.model
    def _kentro_person_paths(self):
        """The ways from a record of this model to whose file it is part of."""
        if not self._kentro_file:
            return ()
        cls = self.env.registry[self._name]
        if "_kentro_person_path_names" not in cls.__dict__:
            people = tuple(
                name
                for name, field in self._fields.items()
                if field.store and field.type == "many2one" and field.comodel_name == "kentro.beneficiary"
            )
            if self._name == "kentro.beneficiary":
                people = ("id",)
            elif not people and "case_id" in self._fields:
                people = ("case_id.beneficiary_id",)
            cls._kentro_person_path_names = people
        return cls._kentro_person_path_names
