"""Questions about plans. Row security says which: one's own office's, those one answers in, and all that are public."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from tirek.access.models import Unit, User
from tirek.access.policy import holds, units_of
from tirek.access.roles import ROLES
from tirek.access.selectors.staff import members_of_units
from tirek.kernel.clock import today
from tirek.kernel.problems import N_, Missing
from tirek.profession.engine.plans import OPEN, Progress, Standing, progress, standing
from tirek.profession.engine.plans_compare import Compared, Promise, compare
from tirek.profession.engine.plans_sheet import Known, PlanLine
from tirek.profession.models import ActionPlan, Recommendation, RecommendationReport

_NOTHING = N_("There is no such record in what you may see.")
#: The roles that report on recommendations.
REPORTING = tuple(code for code, role in ROLES.items() if "recommendation.report" in role.permissions)


@dataclass(frozen=True)
class PlanSummary:
    """A plan and how many of its items stand where."""

    plan: ActionPlan
    progress: Progress


@dataclass(frozen=True)
class Item:
    """An item of a plan and where it stands today."""

    item: Recommendation
    standing: Standing


@dataclass(frozen=True)
class Choice:
    """By what the items of a page are chosen; empty for all."""

    owner: str = ""
    standing: str = ""
    target: str = ""


def plans(*, public: bool) -> list[PlanSummary]:
    """Plans the actor may see, the newest first; the public ones alone on the pages for everybody."""
    found = ActionPlan.objects.select_related("unit__organisation").order_by("-starts_on", "code")
    listed = list(found.filter(public_since__lte=today()) if public else found)
    stand: dict[int, list[Standing]] = {}
    items = Recommendation.objects.filter(plan__in=listed).values_list("plan_id", "state", "due_on")
    for plan_id, state, due_on in items:
        stand.setdefault(plan_id, []).append(standing(state, due_on, today()))
    return [PlanSummary(plan, progress(stand.get(plan.pk, []))) for plan in listed]


def plan_seen(*, uuid: UUID | None = None, code: str = "", public: bool = False) -> ActionPlan:
    """One plan, by its identity or by the code of its address."""
    found = ActionPlan.objects.select_related("unit__organisation", "follows", "session")
    if public:
        found = found.filter(public_since__lte=today())
    plan = (found.filter(code=code) if uuid is None else found.filter(uuid=uuid)).first()
    if plan is None:
        raise Missing(_NOTHING)
    return plan


def items_of(plan: ActionPlan) -> list[Item]:
    """All items of a plan by their numbers, read as people count."""
    rows = Recommendation.objects.filter(plan=plan).select_related("answers", "follows")
    return sorted((_item(row) for row in rows), key=lambda one: number_order(one.item.number))


def chosen(items: Iterable[Item], choice: Choice) -> list[Item]:
    """Those of the items that are asked for."""
    return [
        one
        for one in items
        if (not choice.owner or one.item.owner == choice.owner)
        and (not choice.standing or one.standing == choice.standing)
        and (not choice.target or one.item.target == choice.target)
    ]


def item_seen(uuid: UUID, *, public: bool = False) -> Item:
    """One item of a plan the actor may see."""
    found = Recommendation.objects.select_related(
        "plan__unit__organisation", "answers", "follows__plan", "plan__follows"
    )
    if public:
        found = found.filter(plan__public_since__lte=today())
    row = found.filter(uuid=uuid).first()
    if row is None:
        raise Missing(_NOTHING)
    return _item(row)


def history(item: Recommendation) -> list[RecommendationReport]:
    """What was reported and changed, the newest first."""
    return list(item.reports.select_related("recorded_by").order_by("-on", "-pk"))


def last_words(plan: ActionPlan) -> dict[int, str]:
    """Of each item of a plan what was reported last, in the words of the report."""
    told = RecommendationReport.objects.filter(recommendation__plan=plan).exclude(text="").order_by("on", "pk")
    return dict(told.values_list("recommendation_id", "text"))


def followers(item: Recommendation) -> QuerySet[Recommendation]:
    """Items of later plans that go on with this one."""
    return Recommendation.objects.filter(follows=item).select_related("plan").order_by("pk")


def my_items(actor: User) -> list[Item]:
    """What somebody answers for: what is late or near first, what is settled last."""
    rows = Recommendation.objects.filter(answers=actor).exclude(state="proposed").select_related("plan")
    return sorted(
        (_item(row) for row in rows), key=lambda one: (one.item.state not in OPEN, one.item.due_on or date.max)
    )


def officials() -> QuerySet[User]:
    """Who may be asked to report, of whatever unit."""
    return members_of_units(Unit.objects.values_list("pk", flat=True), *REPORTING)


def offices(actor: User) -> QuerySet[Unit]:
    """Units whose plans the actor keeps."""
    return Unit.objects.filter(pk__in=units_of(actor, "recommendation.keep")).order_by("code")


def keeps(actor: User, plan: ActionPlan) -> bool:
    """Whether the actor keeps this plan, and does not only read it."""
    return holds(actor, "recommendation.keep", plan.unit_id)


def comparison(plan: ActionPlan, *, public: bool) -> list[Compared]:
    """A plan beside the one it follows, in the language of the page. Missing, where there is none one may see."""
    earlier = plan.follows
    if earlier is None or (public and not earlier.public_since):
        raise Missing(_NOTHING)
    return compare(_promises(earlier), _promises(plan))


def _promises(plan: ActionPlan) -> list[Promise]:
    return [
        Promise(one.item.pk, one.item.number, one.item.text, one.standing, one.item.follows_id)
        for one in items_of(plan)
    ]


def _item(row: Recommendation) -> Item:
    return Item(row, standing(row.state, row.due_on, today()))


def number_order(number: str) -> list[tuple[int, str]]:
    """1, 2, 10, 10.1: numbers inside a text in their own order."""
    return [(int(part), "") if part.isdecimal() else (10**9, part) for part in number.replace("-", ".").split(".")]


@dataclass(frozen=True)
class Planned:
    """What a line of a file would do: ``new``, ``changed``, ``same``; and what it says that is not taken over."""

    line: PlanLine
    fate: str
    changes: dict[str, tuple[object, object]]
    item: Recommendation | None = None
    day_kept: date | None = None
    state_kept: str = ""


def planned_import(plan: ActionPlan, lines: Iterable[PlanLine]) -> list[Planned]:
    """What a file would write into a plan. Read before it is written, and again while it is."""
    there = {row.number: row for row in Recommendation.objects.filter(plan=plan).select_related("answers", "follows")}
    found = []
    for line in lines:
        item = there.get(line.number)
        if item is None:
            found.append(Planned(line, "new", {}))
            continue
        changes = _changes(item, line)
        proposed = item.state == "proposed"
        found.append(
            Planned(
                line,
                "changed" if changes else "same",
                changes,
                item,
                day_kept=line.due_on if line.due_on not in (None, item.due_on) and not proposed else None,
                state_kept=line.state if line.state not in ("proposed", item.state) and not proposed else "",
            )
        )
    return found


def untouched(plan: ActionPlan, lines: Iterable[PlanLine]) -> list[str]:
    """Numbers of the plan that the file does not name: they stay as they are."""
    named = {line.number for line in lines}
    numbers = Recommendation.objects.filter(plan=plan).values_list("number", flat=True)
    return sorted((one for one in numbers if one not in named), key=number_order)


def _changes(item: Recommendation, line: PlanLine) -> dict[str, tuple[object, object]]:
    said: dict[str, object] = {
        **{f"text_{language}": text for language, text in line.texts.items()},
        "owner": line.owner,
        "partners": list(line.partners),
        "target": line.target,
        "indicator": line.indicator,
        "shown_by": line.shown_by,
        "answers": line.answers,
        "follows": line.follows,
    }
    if item.state == "proposed":
        said |= {"due_on": line.due_on, "state": line.state if line.state != "proposed" else ""}
    now = {name: getattr(item, name) for name in said}
    now["answers"] = item.answers.username if item.answers else ""
    now["follows"] = item.follows.number if item.follows else ""
    return {name: (now[name], value) for name, value in said.items() if value and now[name] != value}


def known_of_plan(plan: ActionPlan, *, targets: Iterable[str], indicators: Iterable[str]) -> Known:
    """What a file for this plan may name. Targets and indicators are those of the floor above."""
    numbers: dict[int | None, set[str]] = {}
    for plan_id, number in Recommendation.objects.filter(plan__in=[plan.pk, plan.follows_id or plan.pk]).values_list(
        "plan_id", "number"
    ):
        numbers.setdefault(plan_id, set()).add(number)
    return Known(
        targets=frozenset(targets),
        indicators=frozenset(indicators),
        officials=frozenset(officials().values_list("username", flat=True)),
        earlier=frozenset(numbers.get(plan.follows_id, ())),
        present=frozenset(numbers.get(plan.pk, ())),
    )
