"""Which functions of the form standard are supported, with how many arguments, and why some are not."""

from tirek.kernel.problems import N_

MANY = 200

FUNCTIONS: dict[str, tuple[int, int]] = {
    "abs": (1, 1), "boolean": (1, 1), "boolean-from-string": (1, 1), "ceiling": (1, 1), "coalesce": (2, MANY),
    "concat": (1, MANY), "contains": (2, 2), "count": (1, 1), "count-non-empty": (1, 1), "count-selected": (1, 1),
    "date": (1, 1), "date-time": (1, 1), "decimal-date-time": (1, 1), "ends-with": (2, 2), "false": (0, 0),
    "floor": (1, 1), "format-date": (2, 2), "format-date-time": (2, 2), "if": (3, 3), "int": (1, 1),
    "join": (2, MANY), "max": (1, MANY), "min": (1, MANY), "normalize-space": (1, 1), "not": (1, 1),
    "number": (1, 1), "pow": (2, 2), "regex": (2, 2), "round": (1, 2), "selected": (2, 2), "selected-at": (2, 2),
    "sqrt": (1, 1), "starts-with": (2, 2), "string": (1, 1), "string-length": (1, 1), "substr": (2, 3),
    "substring-after": (2, 2), "substring-before": (2, 2), "sum": (1, 1), "today": (0, 0), "translate": (3, 3),
    "true": (0, 0),
}  # fmt: skip

_MOMENT = N_("its result changes each time it is computed, so the server could not confirm the answer; use today()")
_CHANCE = N_("its result changes each time it is computed, so the server could not confirm the answer")
_FILES = N_("files beside the form are not read")
_PLACES = N_("positions are stored as text and not measured")

REASONS: dict[str, str] = {
    "now": _MOMENT, "once": _CHANCE, "random": _CHANCE, "uuid": _CHANCE, "randomize": _CHANCE,
    "pulldata": _FILES, "search": _FILES, "geofence": _PLACES, "area": _PLACES, "distance": _PLACES,
    "digest": N_("codes and digests are not computed in forms"),
    "base64-decode": N_("codes and digests are not computed in forms"),
    "extract-signed": N_("codes and digests are not computed in forms"),
    "property": N_("facts about the device are not read"),
    "version": N_("the version is stored with the answers"),
    "current": N_("paths are not supported, write ${name}"),
    "last": N_("count the rows with count(${repeat}) instead"),
    "id": N_("paths are not supported, write ${name}"),
    **dict.fromkeys(
        ("sin", "cos", "tan", "asin", "acos", "atan", "atan2", "exp", "exp10", "log", "log10", "pi"),
        N_("it is not computed alike on every device"),
    ),
    **dict.fromkeys(("checklist", "weighted-checklist"), N_("write the conditions with “and” and “or”")),
}  # fmt: skip
