"""What the words in the ``type`` column of a form mean here."""

import re
from dataclasses import dataclass

from tirek.kernel.problems import N_

SIMPLE = {
    "text": "text", "string": "text", "barcode": "text", "integer": "integer", "int": "integer",
    "decimal": "decimal", "range": "range", "date": "date", "time": "time", "datetime": "datetime",
    "note": "note", "calculate": "calculate", "hidden": "hidden", "acknowledge": "acknowledge",
    "trigger": "acknowledge", "geopoint": "geopoint",
}  # fmt: skip
# Shown with a sentence that says so, never required: the rest of the form stays usable.
UNANSWERABLE = {
    "image": "image", "photo": "image", "audio": "audio", "video": "video", "file": "file",
    "geotrace": "geotrace", "geoshape": "geoshape",
}  # fmt: skip
# Who, when and on which device is kept by the act that stores the answers.
ABOUT_THE_DEVICE = frozenset(
    ("start", "end", "deviceid", "username", "email", "phonenumber", "phone number", "simserial", "subscriberid",
     "audit", "imei", "start-geopoint")
)  # fmt: skip
REFUSED = {
    "select_one_from_file": N_("choices from a file beside the form are not read; put them on the sheet “choices”"),
    "select_multiple_from_file": N_(
        "choices from a file beside the form are not read; put them on the sheet “choices”"
    ),
    "select_one_external": N_("choices from a file beside the form are not read; put them on the sheet “choices”"),
    "csv-external": N_("files beside the form are not read"),
    "xml-external": N_("files beside the form are not read"),
    "xml_external": N_("files beside the form are not read"),
    "osm": N_("map objects are not supported"),
    "begin_loop": N_("loops are not supported; use a repeat"),
    "end_loop": N_("loops are not supported; use a repeat"),
    "background-audio": N_("recording in the background is not supported"),
    "background-geopoint": N_("recording in the background is not supported"),
}
SECTIONS = {"begin_group": "group", "begin_repeat": "repeat", "end_group": "group", "end_repeat": "repeat"}
SELECTS = {"select_one": "select_one", "select_multiple": "select_multiple", "rank": "rank", "select1": "select_one",
           "select_all_that_apply": "select_multiple"}  # fmt: skip


_SELECT = re.compile(
    r"^(select_one|select_multiple|select one|select multiple|select1|rank)(?: from)? (\S+)( or[_ ]other)?$", re.I
)


@dataclass(frozen=True)
class Kind:
    """A type cell read: what it is, the list it names, what is wrong with it."""

    kind: str
    list_name: str = ""
    or_other: bool = False
    refusal: str = ""


def read_kind(cell: str) -> Kind:
    """Reads a cell of the ``type`` column; ``kind`` is empty where the word is unknown."""
    words = cell.split()
    # "begin group", "select one yes_no" and "select all that apply from x" are old spellings of the same words.
    text = re.sub(r"^(begin|end) (group|repeat|loop|lgroup)$", r"\1_\2", " ".join(words).lower())
    if text in ("csv-external", "begin_loop", "end_loop") or re.match(r"^(begin|end)_?loop", text):
        return Kind("refused", refusal=REFUSED.get(text, REFUSED["begin_loop"]))
    if text in SECTIONS:
        return Kind(("end_" if text.startswith("end") else "") + SECTIONS[text])
    if text in SIMPLE:
        return Kind(SIMPLE[text])
    if text in UNANSWERABLE:
        return Kind("unanswerable")
    if text == "today":
        return Kind("today")
    if text in ABOUT_THE_DEVICE:
        return Kind("device")
    if words and words[0].lower() in REFUSED:
        return Kind("refused", refusal=REFUSED[words[0].lower()])
    select = _SELECT.match(" ".join(words))
    if select:
        word = select[1].lower().replace(" ", "_")
        return Kind(SELECTS[word], select[2], bool(select[3]))
    return Kind("")
