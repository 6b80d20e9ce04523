"""How the rows of a case are called where records of people are merged."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from tirek.people.selectors.record_words import KINDS, RULES, RecordKind


def name_records() -> None:
    """Add the tables of this floor to those the people floor can name. Called once, when the app is ready."""
    for table, words in (
        ("casemember", _("places in cases")),
        ("consent", _("consents")),
        ("contact", _("contacts")),
        ("service", _("services")),
        ("assessment", _("assessments")),
        ("episode", _("episodes of life")),
    ):
        KINDS[f"casework_{table}"] = RecordKind(words, _case, "done_on")
    RULES["a_person_is_in_a_case_once"] = _("Both are in this case.")
    RULES["episodes_of_a_track_do_not_overlap"] = _("Both have an episode of these days.")


def _case(row: Any) -> str:
    return str(row.case.reference)
