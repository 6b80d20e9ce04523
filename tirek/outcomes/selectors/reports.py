"""Reports somebody may see, what is in them, and what was frozen of them."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import translation
from django.utils.translation import gettext as _

from tirek.access.models import User
from tirek.kernel.clock import today
from tirek.kernel.problems import N_, Missing
from tirek.outcomes.engine.catalogue import cohorts, indicators
from tirek.outcomes.engine.tables import Table
from tirek.outcomes.enums import Rhythm, Scope
from tirek.outcomes.models import FactsVersion, Report, Snapshot
from tirek.outcomes.selectors.curves import Outcome, curve
from tirek.outcomes.selectors.exits import protected_table
from tirek.outcomes.selectors.report_parts import Part, curve_part, silent_part, table_part, text_part
from tirek.outcomes.selectors.words import place_words
from tirek.toolkit.formats import long_day


def reports(actor: User) -> QuerySet[Report]:
    """One's own reports and those shared with one's unit, the newest first. Row security holds the rest back."""
    return Report.objects.filter(put_away_on=None).select_related("unit__organisation", "made_by").order_by("-pk")


def report_seen(uuid: UUID) -> Report:
    """A report, if the user may see it."""
    found = Report.objects.select_related("unit__organisation", "made_by").filter(uuid=uuid).first()
    if found is None:
        raise Missing(N_("There is no such record in what you may see."))
    return found


def snapshots(report: Report) -> QuerySet[Snapshot]:
    """What was frozen of a report, the newest first."""
    return report.snapshots.select_related("version", "frozen_by").order_by("-frozen_at", "-pk")


def snapshot_seen(uuid: UUID) -> Snapshot:
    """A snapshot, if the user may see its report."""
    found = Snapshot.objects.select_related("report__unit", "version", "frozen_by").filter(uuid=uuid).first()
    if found is None:
        raise Missing(N_("There is no such record in what you may see."))
    return found


def place_of(report: Report, *, of_curve: bool = False) -> tuple[str, str]:
    """Whose figures a report shows. A curve is told of an organisation at least: of one unit it would tell too much."""
    scope = Scope.ORGANISATION if of_curve and report.scope == Scope.UNIT else report.scope
    if scope == Scope.ALL:
        return scope, ""
    return scope, report.unit.code if scope == Scope.UNIT else report.unit.organisation.code


def year_of(report: Report) -> int:
    """The year a report is about: the one it names, or the last complete one."""
    return report.year or today().year - 1


def table_of(report: Report, part: Mapping[str, Any]) -> Table | None:
    """The protected table of a part."""
    return protected_table(part["indicator"], year_of(report), *place_of(report), part.get("by", ()))


def curve_of(actor: User, report: Report, part: Mapping[str, Any]) -> Outcome | None:
    """The outcome over time of a part, as it is told to who may not open the files."""
    scope, place = place_of(report, of_curve=True)
    return curve(actor, part["cohort"], scope=scope, place=place, by=part.get("by", ""))


def preview(actor: User, report: Report) -> list[Part]:
    """The parts as they would be frozen now. Nothing leaves by looking."""
    return [_previewed(actor, report, part) for part in report.parts]


def _previewed(actor: User, report: Report, part: Mapping[str, Any]) -> Part:
    if "text" in part:
        return text_part(part["text"])
    if "indicator" in part:
        table = table_of(report, part)
        return table_part(table, report.language) if table else nothing_told(part, report.language)
    found = curve_of(actor, report, part)
    return curve_part(found, report.language) if found else nothing_told(part, report.language)


def nothing_told(part: Mapping[str, Any], language: str, why: str = "") -> Part:
    """A part that shows nothing, and says so."""
    known: Any = indicators().get(part.get("indicator", "")) or cohorts().get(part.get("cohort", ""))
    with translation.override(language):
        said = why or _("Nothing can be told of this yet: there are no figures, or too few people.")
        return silent_part(known.title.say(language) if known else "–", said)


def content_of(
    report: Report, parts: Sequence[Part], versions: Iterable[FactsVersion], frozen: datetime
) -> dict[str, Any]:
    """All that the files of a snapshot are made from."""
    language = report.language
    with translation.override(language):
        place = place_words(*place_of(report)).say(language)
        facts: list[dict[str, Any]] = [
            {"number": one.number, "on": one.on.isoformat(), "digest": one.digest}
            for one in sorted(set(versions), key=lambda one: one.number)
        ]
        counted = [
            _("Facts %(number)s of %(day)s, SHA-256 %(digest)s")
            % {"number": one["number"], "day": long_day(_day(one["on"]), language), "digest": one["digest"]}
            for one in facts
        ]
        return {
            "title": report.title,
            "place": place,
            "language": language,
            "year": year_of(report),
            "frozen": frozen.isoformat(timespec="seconds"),
            "frozen_words": _("Frozen on %(day)s") % {"day": long_day(frozen.date(), language)},
            "facts": facts,
            "about": [
                _("Counted from case files. These are not values of the country."),
                _("Figures from which somebody could be recognised are hidden, with others that would give them away."),
                *counted,
            ],
            "words": {"page": _("page {n} of {m}"), "about": _("About the figures"), "report": _("Report")},
            # What is counted, once for each definition.
            "definitions": [
                [title, about]
                for title, about in {
                    part["title"]: f"{part['about']} ({part['definition']})" for part in parts if "definition" in part
                }.items()
            ],
            "parts": list(parts),
        }


def _day(text: str) -> Any:
    return datetime.fromisoformat(text).date()


def due_reports(actorless: QuerySet[Report]) -> list[Report]:
    """Those of a rhythm of which nothing was frozen in the month, quarter or year that today lies in."""
    day = today()
    starts = {
        Rhythm.MONTH: day.replace(day=1),
        Rhythm.QUARTER: day.replace(month=(day.month - 1) // 3 * 3 + 1, day=1),
        Rhythm.YEAR: day.replace(month=1, day=1),
    }
    asked = Q()
    for rhythm, start in starts.items():
        frozen = Snapshot.objects.using(actorless.db).filter(frozen_at__date__gte=start).values("report")
        asked |= Q(rhythm=rhythm) & ~Q(pk__in=frozen)
    return list(actorless.filter(asked, put_away_on=None).select_related("made_by").order_by("pk"))
