"""The levels of ``engine.likelihood`` once more, as conditions of the analytical database; a test holds the two equal.

The order is that of the levels: the first condition that holds is the level of the pair.
"""

from collections.abc import Iterable

from tirek.people.engine.likelihood import FAR_YEARS, LONGEST_INITIAL

# What the conditions call: whether any spelling of the one agrees with any of the other.
MACROS = f"""
CREATE MACRO slip_in(ones, others) AS len(list_filter(ones, a -> len(list_filter(others, b ->
    least(len(a), len(b)) > 3 AND abs(len(a) - len(b)) < 2 AND damerau_levenshtein(a, b) < 2)) > 0)) > 0;
CREATE MACRO prefix_in(ones, others, least_, most_) AS len(list_filter(ones, a -> len(list_filter(others, b ->
    least(len(a), len(b)) BETWEEN least_ AND most_ AND (starts_with(a, b) OR starts_with(b, a)))) > 0)) > 0;
CREATE MACRO near_in(ones, others) AS prefix_in(ones, others, 4, 100) OR len(list_filter(ones, a ->
    len(list_filter(others, b -> (least(len(a), len(b)) > 5 AND abs(len(a) - len(b)) < 3
    AND damerau_levenshtein(a, b) < 3) OR (least(len(a), len(b)) = 3 AND abs(len(a) - len(b)) < 2
    AND damerau_levenshtein(a, b) < 2))) > 0)) > 0;
CREATE MACRO initial_in(ones, others) AS prefix_in(ones, others, 1, {LONGEST_INITIAL});
"""

Levels = dict[str, str]


def both(template: str) -> str:
    """A condition that reads the same from either side: ``A`` and ``B`` are the two records."""
    return f"({_sided(template, 'l', 'r')} OR {_sided(template, 'r', 'l')})"


def _sided(template: str, one: str, other: str) -> str:
    return template.replace("[A]", f"_{one}").replace("[B]", f"_{other}")


def any_of(conditions: Iterable[str]) -> str:
    """Whether one of them holds; what is not known does not hold."""
    return f"coalesce({' OR '.join(f'({condition})' for condition in conditions)}, false)"


def _name(part: str) -> Levels:
    return {
        "unknown": f"{part}_key_l IS NULL OR {part}_key_r IS NULL",
        "same": f"list_has_any({part}_raw_l, {part}_raw_r)",
        "spelling": f"list_has_any({part}_key_l, {part}_key_r) OR list_has_any({part}_stem_l, {part}_stem_r)",
        "alias": both(f"coalesce(list_has_any({part}_alias[A], {part}_key[B]), false)"),
        "rough": f"list_has_any({part}_rough_l, {part}_rough_r)",
        "slip": f"slip_in({part}_letters_l, {part}_letters_r)",
        "near": f"near_in({part}_letters_l, {part}_letters_r)",
        "initial": f"initial_in({part}_key_l, {part}_key_r)",
    }


AGREE = ("same", "spelling", "alias", "rough", "slip")
ESTIMATED = "(estimated_l OR estimated_r)"
NEW_YEAR = "(right(coalesce(day_l, ''), 4) = '0101' OR right(coalesce(day_r, ''), 4) = '0101')"
BOTH_DAYS = "day_l IS NOT NULL AND day_r IS NOT NULL"

GIVEN, SURNAME, FATHER = _name("given"), _name("surname"), _name("father")


def _crossed(one: str, other: str) -> str:
    return any_of(f"list_has_any({one.replace('*', kind)}, {other.replace('*', kind)})" for kind in ("stem", "rough"))


SWAPPED = (
    f"({_crossed('given_*_l', 'surname_*_r')} AND {_crossed('surname_*_l', 'given_*_r')}"
    f" AND NOT {_crossed('given_*_l', 'given_*_r')})"
)
TWIN_NAMES = "(twin_l > 0 AND twin_r > 0 AND twin_l <> twin_r)"
NOT_GIVEN = (
    f"(given_key_l IS NOT NULL AND given_key_r IS NOT NULL AND NOT {SWAPPED}"
    f" AND NOT coalesce({GIVEN['same']}, false) AND ({TWIN_NAMES} OR NOT"
    f" {any_of(GIVEN[level] for level in ('spelling', 'alias', 'rough', 'slip', 'near', 'initial'))}))"
)
SURNAME_AGREES = any_of(SURNAME[level] for level in AGREE)
FATHER_AGREES = any_of(FATHER[level] for level in AGREE)

BIRTH: Levels = {
    "unknown": "year_l IS NULL OR year_r IS NULL",
    "about": f"{ESTIMATED} AND abs(year_l - year_r) <= 2",
    "same": f"NOT {ESTIMATED} AND day_l = day_r AND NOT {NEW_YEAR}",
    "year": f"NOT {ESTIMATED} AND year_l = year_r AND ({NEW_YEAR} OR month_l IS NULL OR month_r IS NULL)",
    "month": f"NOT {ESTIMATED} AND month_l = month_r AND NOT ({BOTH_DAYS})",
    "swapped": (
        f"NOT {ESTIMATED} AND {BOTH_DAYS} AND year_l = year_r AND substr(day_l, 5, 2) = right(day_r, 2)"
        " AND substr(day_r, 5, 2) = right(day_l, 2)"
    ),
    "digit": f"NOT {ESTIMATED} AND {BOTH_DAYS} AND damerau_levenshtein(day_l, day_r) < 2",
    "two_digits": f"NOT {ESTIMATED} AND {BOTH_DAYS} AND damerau_levenshtein(day_l, day_r) < 3",
    "far": f"abs(year_l - year_r) >= {FAR_YEARS}",
    "differs": "ELSE",
}
BIRTH_AGREES = any_of(BIRTH[level] for level in ("about", "same", "year", "month", "swapped", "digit"))
BIRTH_FAR = (
    f"(year_l IS NOT NULL AND abs(year_l - year_r) >= {FAR_YEARS} AND NOT {BIRTH_AGREES}"
    f" AND NOT coalesce({BIRTH['two_digits']}, false))"
)
BIRTH_NOT = f"(year_l IS NOT NULL AND year_r IS NOT NULL AND NOT {BIRTH_AGREES})"
HOUSEHOLD = f"({NOT_GIVEN} OR coalesce({BIRTH_FAR}, false))"

CONDITIONS: dict[str, Levels] = {
    "given_name": {"unknown": GIVEN["unknown"], "swapped": SWAPPED, "same": GIVEN["same"]}
    | {
        level: f"({GIVEN[level]}) AND NOT {TWIN_NAMES}"
        for level in ("spelling", "alias", "rough", "slip", "near", "initial")
    }
    | {
        "twin": f"{SURNAME_AGREES} AND {BIRTH_AGREES} AND ({FATHER_AGREES} OR {FATHER['unknown']})",
        "sibling": f"{SURNAME_AGREES} AND {FATHER_AGREES}",
        "differs": "ELSE",
    },
    "surname": {"unknown": SURNAME["unknown"], "swapped": SWAPPED}
    | {level: SURNAME[level] for level in ("same", "spelling", "rough", "slip")}
    | {
        "father_name": both("coalesce(list_has_any(surname_stem[A], father_key[B]), false)"),
        "near": SURNAME["near"],
        "initial": SURNAME["initial"],
        "woman": "(sex_l = 'female' OR sex_r = 'female') AND coalesce(sex_l, '') <> 'male'"
        " AND coalesce(sex_r, '') <> 'male'",
        "differs": "ELSE",
    },
    "patronymic": FATHER | {"differs": "ELSE"},
    "birth": BIRTH,
    "number": {
        "unknown": "number_l IS NULL OR number_r IS NULL",
        "shared": f"number_l = number_r AND {NOT_GIVEN} AND {BIRTH_NOT}",
        "same": "number_l = number_r",
        "differs": "ELSE",
    },
    "phone": {
        "unknown": "phones_l IS NULL OR phones_r IS NULL",
        "shared": f"list_has_any(phones_l, phones_r) AND {HOUSEHOLD}",
        "same": "list_has_any(phones_l, phones_r)",
        "differs": "ELSE",
    },
    "sex": {"unknown": "sex_l IS NULL OR sex_r IS NULL", "same": "sex_l = sex_r", "differs": "ELSE"},
    "region": {
        "unknown": "region_l IS NULL OR region_r IS NULL",
        "shared": f"region_l = region_r AND {HOUSEHOLD}",
        "same": "region_l = region_r",
        "differs": "ELSE",
    },
}
