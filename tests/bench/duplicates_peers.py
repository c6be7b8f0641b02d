"""python duplicates_peers.py FILE.csv: duplicates as two other tools find them; JSON on the standard output.

The file has the columns id, last, first, father, mother, birth, sex, phone, afm, amka: names folded, in Latin
letters by sound, as our own search keys are, so that the tools are compared and not the spelling.
"""

import csv
import itertools
import json
import sys
import time
from collections import defaultdict


def by_rapidfuzz(people):
    """Blocks of people alike in one thing, names compared by RapidFuzz, weights by hand."""
    from rapidfuzz.fuzz import token_sort_ratio

    blocks = defaultdict(list)
    for person in people:
        for key in (
            ("birth", person["birth"]), ("phone", person["phone"]), ("afm", person["afm"]), ("amka", person["amka"]),
            ("name", " ".join(sorted([person["last"], person["first"]]))),
            ("last", person["last"], person["birth"][:7]), ("last", person["last"], person["birth"][5:]),
        ):  # fmt: skip
            if key[1] and (len(key) == 2 or person["birth"]):
                blocks[key].append(person)
    found = {}
    for block in blocks.values():
        for one, other in itertools.combinations(block, 2) if len(block) <= 200 else ():
            pair = tuple(sorted((one["id"], other["id"])))
            if pair in found:
                continue
            names = token_sort_ratio(f"{one['last']} {one['first']}", f"{other['last']} {other['first']}") / 100
            first = max(token_sort_ratio(one["first"], other["first"]), token_sort_ratio(one["first"], other["last"]))
            score = names * 5 + first / 100 * 3
            for name, same, differs in (
                ("birth", 3, -1.5), ("phone", 1.5, 0), ("afm", 6, -6), ("amka", 6, -6), ("sex", 0, -3),
                ("father", 1, -1),
            ):  # fmt: skip
                if one[name] and other[name]:
                    score += same if one[name] == other[name] else differs
            found[pair] = score
    return [(*pair, score) for pair, score in found.items() if score > 7]


def by_splink(people):
    """Splink's own model (Fellegi and Sunter, trained by expectation maximisation), on DuckDB."""
    import logging

    import splink.comparison_library as cl
    from splink import DuckDBAPI, Linker, SettingsCreator, block_on

    logging.disable(logging.WARNING)
    settings = SettingsCreator(
        link_type="dedupe_only",
        unique_id_column_name="id",
        comparisons=[
            cl.JaroWinklerAtThresholds("last", [0.95, 0.88]).configure(term_frequency_adjustments=True),
            cl.JaroWinklerAtThresholds("first", [0.95, 0.88]).configure(term_frequency_adjustments=True),
            cl.LevenshteinAtThresholds("birth", [1, 2]),
            cl.ExactMatch("phone"), cl.ExactMatch("afm"), cl.ExactMatch("amka"), cl.ExactMatch("father"),
            cl.ExactMatch("mother"), cl.ExactMatch("sex"),
        ],
        blocking_rules_to_generate_predictions=[
            block_on("birth"), block_on("phone"), block_on("last", "first"), block_on("amka"), block_on("afm"),
            block_on("last", "substr(birth, 1, 7)"), block_on("last", "substr(birth, 6, 5)"),
        ],
    )  # fmt: skip
    api = DuckDBAPI()
    import pyarrow

    table = pyarrow.Table.from_pylist([{k: v or None for k, v in person.items()} for person in people])
    linker = Linker(api.register(table), settings) if hasattr(api, "register") else Linker(table, settings, api)
    linker.training.estimate_probability_two_random_records_match([block_on("last", "first", "birth")], recall=0.7)
    linker.training.estimate_u_using_random_sampling(max_pairs=2e6, seed=1)
    linker.training.estimate_parameters_using_expectation_maximisation(block_on("last", "first"))
    linker.training.estimate_parameters_using_expectation_maximisation(block_on("birth"))
    predicted = linker.inference.predict(threshold_match_probability=0.5)
    rows = predicted.as_record_list()
    return [(*sorted((row["id_l"], row["id_r"])), row["match_weight"]) for row in rows]


def main(path):
    with open(path, newline="") as file:
        people = list(csv.DictReader(file))
    said = {}
    for name, find in (("RapidFuzz with blocking, weights by hand", by_rapidfuzz), ("Splink 5 on DuckDB", by_splink)):
        begun = time.perf_counter()
        said[name] = {"pairs": find(people), "seconds": time.perf_counter() - begun}
    json.dump(said, sys.stdout)


if __name__ == "__main__":
    main(sys.argv[1])
