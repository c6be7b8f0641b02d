"""Opening hours in one line. No model, no state."""


def joined(spans):
    """Return ``spans`` of hours in order as a tuple, those that touch made one.

    >>> joined([(12, 15), (7, 12), (17, 20)])
    ((7, 15), (17, 20))
    """
    result = []
    for start, end in sorted(spans):
        if result and start <= result[-1][1]:
            result[-1] = (result[-1][0], max(end, result[-1][1]))
        else:
            result.append((start, end))
    return tuple(result)


def clock(hour):
    """Return an hour of the day as people write it.

    >>> clock(7.5), clock(15)
    ('07:30', '15:00')
    """
    minutes = round(hour * 60)
    return f"{minutes // 60:02}:{minutes % 60:02}"


def hours_in_words(spans_by_day, names):
    """Return the hours of a week in one line; days that follow each other with the same hours are one.

    ``spans_by_day``: ``{weekday 0–6: [(from, to)]}`` in hours; ``names``: ``{weekday: its name}``.

    >>> names = dict(enumerate("Mon Tue Wed Thu Fri Sat Sun".split()))
    >>> hours_in_words({0: [(7, 12), (12, 15)], 1: [(7, 15)], 2: [(7, 15)], 4: [(7.5, 15)]}, names)
    'Mon–Wed 07:00–15:00 · Fri 07:30–15:00'
    >>> hours_in_words({}, names)
    ''
    """
    parts = []
    for day in sorted(spans_by_day):
        spans = joined(spans_by_day[day])
        if parts and parts[-1][1:] == [day - 1, spans]:
            parts[-1][1] = day
        else:
            parts.append([day, day, spans])
    return " · ".join(
        (names[first] if first == last else f"{names[first]}–{names[last]}")
        + " "
        + ", ".join(f"{clock(start)}–{clock(end)}" for start, end in spans)
        for first, last, spans in parts
    )
