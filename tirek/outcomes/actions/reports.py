"""A report is composed, shared, frozen, put away. What was frozen stays as it was."""

from collections.abc import Mapping, Sequence
from typing import Any, Final
from uuid import UUID

from django.db import transaction

from tirek.access.acts import act, note
from tirek.access.models import Unit, User
from tirek.access.policy import require
from tirek.kernel.clock import now, today
from tirek.kernel.problems import N_, Missing, Problem
from tirek.outcomes.actions.exits import take_out
from tirek.outcomes.engine.catalogue import cohorts, indicators
from tirek.outcomes.engine.definition import Measure
from tirek.outcomes.enums import Form, Rhythm, Scope
from tirek.outcomes.models import Exit, FactsVersion, Report, Snapshot
from tirek.outcomes.papers.making import digests, programs
from tirek.outcomes.selectors.exits import table_taken
from tirek.outcomes.selectors.report_parts import Part, curve_part, plain_curve, table_part, text_part
from tirek.outcomes.selectors.reports import (
    content_of,
    curve_of,
    due_reports,
    nothing_told,
    place_of,
    report_seen,
    year_of,
)
from tirek.toolkit.postgresql.user import acting_as

MOST_PARTS: Final = 40
MOST_LETTERS: Final = 20_000
_LANGUAGES: Final = ("kk", "ru", "en")


@act("evidence.publish")
def compose_report(
    *,
    actor: User,
    title: str,
    parts: Sequence[Mapping[str, Any]],
    unit: UUID,
    year: int | None = None,
    scope: str = Scope.ORGANISATION,
    language: str = "kk",
    rhythm: str = Rhythm.NEVER,
    report: UUID | None = None,
    client_ref: UUID | None = None,
) -> Report:
    """Put a report together, or change one's own: its parts in order, for which year and whom, in which language.

    ``parts`` are ``{"text": …}``, ``{"indicator": …, "by": […]}`` and ``{"cohort": …, "by": …}``. Without a year it is
    about the last complete one, whenever it is frozen. Permission: evidence.publish in the unit. Once for a client_ref.
    """
    home = Unit.objects.filter(uuid=unit).first()
    require(actor, "evidence.publish", home.pk if home else 0)
    assert home is not None
    if not title.strip():
        raise Problem(N_("Give the report a title."), field="title")
    if scope not in Scope.values or language not in _LANGUAGES or rhythm not in Rhythm.values:
        raise Problem(N_("Choose from the list."))
    if year is not None and not 2000 <= year <= today().year:
        raise Problem(N_("Choose a year of which there are figures."), field="year")
    kept = _checked(parts)
    found = _own(actor, report) if report else Report(made_by=actor)
    found.title, found.parts, found.unit, found.year = title.strip()[:200], kept, home, year
    found.scope, found.language, found.rhythm = scope, language, rhythm
    found.save()
    note(parts=len(kept), scope=scope, rhythm=rhythm, changed=report is not None)
    return found


def _checked(parts: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The parts with what they need and nothing else."""
    if not parts:
        raise Problem(N_("Put at least one part into the report."))
    if len(parts) > MOST_PARTS:
        raise Problem(N_("A report has at most %(most)s parts."), most=MOST_PARTS)
    return [_part(part) for part in parts]


def _part(part: Mapping[str, Any]) -> dict[str, Any]:
    if "text" in part:
        text = str(part["text"]).strip()
        if not text or len(text) > MOST_LETTERS:
            raise Problem(N_("A text of the report is empty or too long."))
        return {"text": text}
    if "indicator" in part:
        defined = indicators().get(str(part["indicator"]))
        by = [str(one) for one in part.get("by", ())]
        if defined is None or defined.measure is Measure.CHECKLIST or (by and tuple(by) not in defined.by):
            raise Problem(N_("There is no such indicator, or it is not split that way."))
        return {"indicator": defined.id, "by": by}
    cohort, by_one = cohorts().get(str(part.get("cohort", ""))), str(part.get("by", ""))
    if cohort is None or (by_one and by_one not in cohort.by):
        raise Problem(N_("There is no such outcome, or it is not split that way."))
    return {"cohort": cohort.id, "by": by_one}


def _own(actor: User, report: UUID) -> Report:
    found = Report.objects.select_for_update(of=("self",)).filter(uuid=report, made_by=actor, put_away_on=None).first()
    if found is None:
        raise Missing(N_("There is no such record in what you may see."))
    return found


@act("evidence.publish")
def share_report(*, actor: User, report: UUID, shared: bool, client_ref: UUID | None = None) -> Report:
    """Let everybody of the unit who may take figures out see one's report and freeze it, or keep it for oneself again.

    Permission: evidence.publish in the report's unit. Once for a client_ref.
    """
    found = _own(actor, report)
    require(actor, "evidence.publish", found.unit_id)
    found.shared = shared
    found.save(update_fields=["shared"])
    note(shared=shared)
    return found


@act("evidence.publish")
def freeze_report(*, actor: User, report: UUID, client_ref: UUID | None = None) -> Snapshot:
    """Take the figures of a report out as they are told today, and keep them with every word and picture.

    Each table goes through the exit; one that may not leave stands as a sentence. The snapshot names the facts and the
    definitions, so that all of it can be counted and made again. Permission: evidence.publish in the report's unit.
    Repeatable by ``client_ref``.
    """
    found = report_seen(report)
    require(actor, "evidence.publish", found.unit_id)
    if found.put_away_on is not None:
        raise Problem(N_("This report was put away."))
    versions: list[FactsVersion] = []
    parts = [_frozen(actor, found, part, versions) for part in found.parts]
    if not versions:
        raise Problem(N_("Nothing of this report can be told yet, so there is nothing to freeze."))
    content = content_of(found, parts, versions, now())
    newest = max(versions, key=lambda one: one.number)
    definitions = {
        part["table"]["indicator"] if "table" in part else part["curve"]["cohort"]: (
            part["table"] if "table" in part else part["curve"]
        )["definition"]
        for part in parts
        if "table" in part or "curve" in part
    }
    note(parts=len(parts), version=newest.number)
    return Snapshot.objects.create(
        report=found,
        version=newest,
        language=found.language,
        content=content,
        definitions=definitions,
        digests={**digests(content), "programs": programs()},
        frozen_by=actor,
    )


def _frozen(actor: User, report: Report, part: Mapping[str, Any], versions: list[FactsVersion]) -> Part:
    if "text" in part:
        return text_part(part["text"])
    if "indicator" in part:
        scope, place = place_of(report)
        try:
            left = take_out(
                actor=actor, indicator=part["indicator"], year=year_of(report), scope=scope, place=place,
                by=part.get("by", ()), form=Form.PDF,
            )  # fmt: skip
        except Problem as problem:
            if isinstance(problem, Missing):
                raise
            return nothing_told(part, report.language)
        versions.append(left.version)
        return table_part(table_taken(left), report.language)
    found = curve_of(actor, report, part)
    if found is None:
        return nothing_told(part, report.language)
    versions.append(found.version)
    hidden = sum(not one.shown for one in (found.whole, *found.strata))
    name = f"curve:{found.cohort.id}:{found.place.scope}:{found.place.code}:{found.by}"
    Exit.objects.create(
        user=actor, form=Form.PDF, version=found.version, table=name[:200], cells=plain_curve(found), hidden=hidden,
        audited=True,
    )  # fmt: skip
    return curve_part(found, report.language)


@act("evidence.publish")
def put_away_report(*, actor: User, report: UUID, client_ref: UUID | None = None) -> Report:
    """A report is not needed any more: it leaves the lists and is made by no rhythm. What was frozen stays.

    Permission: evidence.publish in the report's unit. Once for a client_ref.
    """
    found = _own(actor, report)
    require(actor, "evidence.publish", found.unit_id)
    found.put_away_on = today()
    found.save(update_fields=["put_away_on"])
    return found


def freeze_due_reports(_version: FactsVersion | None = None) -> int:
    """In the night, after the figures: freeze those of a rhythm that are due, each as the one who made it. How many.

    Nobody's act by itself: each freezing is the maker's, who must still hold the right. What can't be told yet waits.
    """
    frozen = 0
    for report in due_reports(Report.objects.using("owner").all()):
        with acting_as(report.made_by_id), transaction.atomic():
            maker = User.objects.get(pk=report.made_by_id)
        try:
            freeze_report(actor=maker, report=report.uuid)
        except Problem:
            continue  # the right has ended, or nothing can be told: the page says so to whoever looks
        frozen += 1
    return frozen
