from ..common import KentroCommon


class MergeCommon(KentroCommon):
    """Δείγμα Μαρία, registered twice, and the coordinator who makes one entry of the two."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.Duplicate = cls.env["kentro.duplicate"]
        cls.kept = cls._person(phone="6955512345", birth_date="1979-08-21")
        cls.other = cls._person(phone="6955512345", birth_date="1979-08-21")

    @classmethod
    def _person(cls, **values):
        return cls._beneficiary("Δείγμα", "Μαρία", **values)

    def _open(self):
        return self.Duplicate.search([("answer", "=", "open")])

    def _draft(self, kept=None, other=None, user=None):
        Merge = self.env["kentro.merge"].with_user(user or self.coordinator)
        return Merge._begin(*((person or default).with_env(Merge.env) for person, default in
                              ((kept, self.kept), (other, self.other))))  # fmt: skip

    def _choose(self, merge, **choices):
        for line in merge.line_ids:
            if choice := choices.get(line.field_id.sudo().name):
                line.choice = choice

    def _merge(self, kept=None, other=None, **choices):
        merge = self._draft(kept, other)
        self._choose(merge, **choices)
        merge.action_merge()
        self.env.invalidate_all()
        return merge
