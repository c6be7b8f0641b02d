from ..common import MODULE, KentroCommon


class CentreCommon(KentroCommon):
    """Opening hours and application hours on top of the small municipality."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.hours = cls._hours("Ωράριο", 8, 16)
        cls.application_hours = cls._hours("Αιτήσεις", 9, 13)
        cls.structure.write({"calendar_id": cls.hours.id, "application_calendar_id": cls.application_hours.id})

    @classmethod
    def _hours(cls, name, start, end, weekdays="01234"):
        line = {"name": name, "hour_from": start, "hour_to": end, "day_period": "full_day"}
        return cls.env["resource.calendar"].create(
            {
                "name": name,
                "tz": "Europe/Athens",
                "attendance_ids": [(0, 0, {**line, "dayofweek": weekday}) for weekday in weekdays],
            }
        )

    @classmethod
    def _kind(cls, code):
        return cls.env.ref(f"{MODULE}.kind_{code}")
