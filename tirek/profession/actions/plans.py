"""Plans of an office: what is promised in them, adopted with an owner and a day, and shown to everybody."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final
from uuid import UUID

from django.db import IntegrityError, connection, transaction
from django.utils.text import slugify
from django.utils.timezone import localtime

from tirek.access.acts import act, note
from tirek.access.models import Unit, User
from tirek.access.policy import holds, require, units_of
from tirek.kernel.clock import today
from tirek.kernel.intervals import add_months
from tirek.kernel.problems import N_, Missing, Problem
from tirek.profession.engine.plans import TARGET
from tirek.profession.enums import PlanKind, RecommendationState
from tirek.profession.models import ActionPlan, CapacitySession, Recommendation, RecommendationReport

LANGUAGES: Final = ("kk", "ru", "en")
NOTHING_THERE: Final = N_("There is no such record in what you may see.")
TWO_LANGUAGES: Final = N_("Write the text in two languages at least.")
_SESSIONS: Final = {"kk": "Ұсынымдар: {}", "ru": "Рекомендации: {}", "en": "Recommendations: {}"}
#: A plan that a session begins ends so many months after it, unless the office says otherwise.
SESSION_MONTHS: Final = 12


@act("recommendation.keep")
def make_plan(
    *,
    actor: User,
    unit: UUID,
    kind: str,
    titles: Mapping[str, str],
    source: str,
    starts_on: date,
    ends_on: date,
    verified: bool = False,
    code: str = "",
    follows: UUID | None = None,
    session: UUID | None = None,
    client_ref: UUID | None = None,
) -> ActionPlan:
    """Begin a plan of an office: of which kind, what it is called, where it comes from, from when to when.

    ``titles`` by language, all three. ``follows``: the plan before it, so that both can be compared. ``code`` stands in
    its public address; made from the English title where none is given. Permission: recommendation.keep in the unit.
    Once for a client_ref.
    """
    office = Unit.objects.filter(uuid=unit, pk__in=units_of(actor, "recommendation.keep")).first()
    if office is None:
        raise Missing(NOTHING_THERE)
    require(actor, "recommendation.keep", office.pk)
    if kind not in PlanKind.values:
        raise Problem(N_("Choose a kind of plan."), field="kind")
    values = _plan_values(titles, source, starts_on, ends_on)
    note(kind=kind)
    return _begun(
        code or values["title_en"],
        unit=office,
        kind=kind,
        verified=verified,
        follows=_earlier(follows),
        session=_session(session) if session else None,
        starts_on=starts_on,
        ends_on=ends_on,
        recorded_by=actor,
        **values,
    )


@act("recommendation.keep")
def correct_plan(
    *,
    actor: User,
    plan: UUID,
    titles: Mapping[str, str],
    source: str,
    starts_on: date,
    ends_on: date,
    verified: bool = False,
    follows: UUID | None = None,
    client_ref: UUID | None = None,
) -> ActionPlan:
    """Correct what a plan is called, where it comes from, how long it runs, which one it follows. Its code stays.

    Permission: recommendation.keep in its unit. Once for a client_ref.
    """
    kept = plan_kept(actor, plan)
    values = _plan_values(titles, source, starts_on, ends_on)
    if follows == kept.uuid:
        raise Problem(N_("A plan does not follow itself."), field="follows")
    before = {name: getattr(kept, name) for name in values}
    for name, value in {**values, "verified": verified, "follows": _earlier(follows)}.items():
        setattr(kept, name, value)
    kept.starts_on, kept.ends_on = starts_on, ends_on
    kept.save()
    note(changed=sorted(name for name, value in values.items() if before[name] != value))
    return kept


@act("recommendation.keep")
def show_plan(*, actor: User, plan: UUID, public: bool = True, client_ref: UUID | None = None) -> ActionPlan:
    """Show a plan with its items and their history to everybody, or take it back.

    Permission: recommendation.keep in its unit. Done again, nothing changes. Once for a client_ref.
    """
    kept = plan_kept(actor, plan)
    if public and not kept.items.exists():
        raise Problem(N_("There is nothing in this plan yet."))
    since = (kept.public_since or today()) if public else None
    if since != kept.public_since:
        kept.public_since = since
        kept.save(update_fields=["public_since"])
    note(public=public)
    return kept


@act("recommendation.keep")
def propose_recommendation(
    *,
    actor: User,
    texts: Mapping[str, str],
    plan: UUID | None = None,
    session: UUID | None = None,
    number: str = "",
    owner: str = "",
    answers: UUID | None = None,
    partners: Sequence[str] = (),
    target: str = "",
    indicator: str = "",
    shown_by: str = "",
    due_on: date | None = None,
    follows: UUID | None = None,
    client_ref: UUID | None = None,
) -> Recommendation:
    """Write a recommendation down: into a plan, or into the plan of a session, which begins with the first one.

    ``texts`` by language; one is enough for a proposal, adoption asks for two. ``number``: the next one, if none is
    given. ``answers``: the official who will report for ``owner``, the body. ``target``: code of an SDG target.
    Permission: recommendation.keep in the unit of the plan or the session. Once for a client_ref.
    """
    kept = plan_kept(actor, plan) if plan else _plan_of_session(actor, session)
    written = _texts(texts)
    if not any(written.values()):
        raise Problem(N_("Write what is recommended."), field="text_kk")
    taken = set(kept.items.values_list("number", flat=True))
    if number.strip() in taken:
        raise Problem(N_("This number is in the plan already."), field="number")
    note(plan=kept.code)
    return Recommendation.objects.create(
        plan=kept,
        number=number.strip() or next_number(taken),
        **written,
        owner=owner.strip(),
        answers=who_answers(answers),
        partners=cleaned(partners),
        target=checked_target(target),
        indicator=indicator.strip(),
        shown_by=shown_by.strip(),
        due_on=due_on,
        follows=_earlier_item(kept, follows),
        recorded_by=actor,
    )


@act("recommendation.keep")
def adopt_recommendation(
    *,
    actor: User,
    recommendation: UUID,
    owner: str,
    due_on: date,
    on: date,
    answers: UUID | None = None,
    client_ref: UUID | None = None,
) -> Recommendation:
    """A recommendation was adopted on a day: by which body, until when, who at a desk reports for it.

    Asks for the text in two languages. The first line of its history. Permission: recommendation.keep in the unit of
    the plan. Once for a client_ref.
    """
    item = item_kept(actor, recommendation)
    if item.state not in (RecommendationState.PROPOSED, RecommendationState.DROPPED):
        raise Problem(N_("This recommendation is adopted already."))
    if not owner.strip():
        raise Problem(N_("Say who answers for it and until when."), field="owner")
    if sum(bool(getattr(item, f"text_{language}")) for language in LANGUAGES) < 2:
        raise Problem(TWO_LANGUAGES)
    if on > today():
        raise Problem(N_("The day lies in the future."), field="on")
    if due_on < on:
        raise Problem(N_("The day it is due lies before the day it was adopted."), field="due_on")
    item.owner, item.due_on, item.adopted_on = owner.strip(), due_on, on
    item.answers = who_answers(answers) or item.answers
    item.state = RecommendationState.ADOPTED
    item.reminded_on = None
    item.save(update_fields=["owner", "due_on", "adopted_on", "answers", "state", "reminded_on"])
    RecommendationReport.objects.create(
        recommendation=item, on=on, state=item.state, text="", due_on=due_on, recorded_by=actor
    )
    note(due_on=due_on.isoformat())
    return item


def plan_kept(actor: User, plan: UUID) -> ActionPlan:
    """A plan of an office in which the actor keeps recommendations, locked for this act."""
    kept = ActionPlan.objects.filter(uuid=plan, unit_id__in=units_of(actor, "recommendation.keep"))
    found = kept.select_for_update(of=("self",)).first()
    if found is None:
        raise Missing(NOTHING_THERE)
    require(actor, "recommendation.keep", found.unit_id)
    return found


def item_kept(actor: User, recommendation: UUID) -> Recommendation:
    """An item of such a plan, locked for this act."""
    items = Recommendation.objects.filter(
        uuid=recommendation, plan__unit_id__in=units_of(actor, "recommendation.keep")
    ).select_related("plan")
    found = items.select_for_update(of=("self",)).first()
    if found is None:
        raise Missing(NOTHING_THERE)
    require(actor, "recommendation.keep", found.plan.unit_id)
    return found


def who_answers(answers: UUID | None) -> User | None:
    """The user at a desk who reports for the owner; only one who may."""
    if answers is None:
        return None
    user = User.objects.filter(uuid=answers, is_active=True).first()
    if user is None or not holds(user, "recommendation.report"):
        raise Problem(N_("This person has no desk at which to report on recommendations."), field="answers")
    return user


def checked_target(target: str) -> str:
    """An SDG target as it is written."""
    said = target.strip()
    if said and not TARGET.fullmatch(said):
        raise Problem(N_("%(said)s is no SDG target: write it as 16.2."), field="target", said=said)
    return said


def cleaned(partners: Sequence[str]) -> list[str]:
    """Partners without empty lines and doubles, in their order."""
    return list(dict.fromkeys(one.strip()[:200] for one in partners if one.strip()))


def next_number(taken: set[str]) -> str:
    """The number after the greatest there is."""
    return str(max((int(one) for one in taken if one.isdecimal()), default=0) + 1)


def _texts(texts: Mapping[str, str]) -> dict[str, str]:
    return {f"text_{language}": texts.get(language, "").strip() for language in LANGUAGES}


def _plan_values(titles: Mapping[str, str], source: str, starts_on: date, ends_on: date) -> dict[str, str]:
    values = {f"title_{language}": titles.get(language, "").strip() for language in LANGUAGES}
    for name, text in {**values, "source": source.strip()}.items():
        if not text:
            raise Problem(N_("This can't be empty."), field=name)
    if ends_on < starts_on:
        raise Problem(N_("The end lies before the start."), field="ends_on")
    return {**values, "source": source.strip()}


def _begun(wanted: str, **values: Any) -> ActionPlan:
    """The plan under a code of its own. One that another office took without showing it is found by trying alone."""
    base = slugify(wanted)[:50].strip("-") or "plan"
    for number in range(1, 100):
        try:
            with transaction.atomic():
                return ActionPlan.objects.create(code=base if number == 1 else f"{base}-{number}", **values)
        except IntegrityError:
            continue
    raise Problem(N_("This code is taken."), field="code")


def _earlier(follows: UUID | None) -> ActionPlan | None:
    if follows is None:
        return None
    found = ActionPlan.objects.filter(uuid=follows).first()
    if found is None:
        raise Problem(N_("Choose one of the plans."), field="follows")
    return found


def _earlier_item(plan: ActionPlan, follows: UUID | None) -> Recommendation | None:
    if follows is None:
        return None
    found = Recommendation.objects.filter(uuid=follows, plan_id=plan.follows_id).first()
    if found is None:
        raise Problem(N_("Choose an item of the plan before."), field="follows")
    return found


def _session(session: UUID) -> CapacitySession:
    found = CapacitySession.objects.filter(uuid=session).first()
    if found is None:
        raise Missing(NOTHING_THERE)
    return found


def _plan_of_session(actor: User, session: UUID | None) -> ActionPlan:
    """The plan that keeps what a session recommends; made with the first recommendation."""
    if session is None:
        raise Missing(NOTHING_THERE)
    held = _session(session)
    require(actor, "recommendation.keep", held.unit_id)
    with connection.cursor() as cursor:  # two who write the first one at the same moment begin one plan
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('profession_plan_of_session'), %s)", [held.pk])
    found = ActionPlan.objects.select_for_update(of=("self",)).filter(session=held).order_by("pk").first()
    if found is not None:
        return found
    day = localtime(held.starts_at).date()
    titles = {f"title_{language}": words.format(getattr(held, f"title_{language}"))[:300]
              for language, words in _SESSIONS.items()}  # fmt: skip
    return _begun(
        held.code if held.code.startswith("session-") else f"session-{held.code}",
        unit_id=held.unit_id,
        kind=PlanKind.SESSION,
        session=held,
        source=held.title_kk or held.title_ru or held.title_en,
        starts_on=day,
        ends_on=add_months(day, SESSION_MONTHS),
        recorded_by=actor,
        **titles,
    )
