"""The certification rule walked through a year, and what each state lets somebody do. No state stops a visit."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as tried
from hypothesis import strategies as st

from tests.builders import make_case
from tests.profession.test_register import entered
from tests.profession.world import Guild
from tirek.access.models import User
from tirek.casework.actions.cases import assign_worker
from tirek.casework.actions.encounters import record_visit
from tirek.casework.models import Case
from tirek.kernel.clock import clock_at, today
from tirek.kernel.problems import Problem, Refused
from tirek.profession.actions.certification import give_category, lift_suspension, suspend_entry, withdraw_category
from tirek.profession.actions.gate import MAY_ASK, end_requirement, require_entry
from tirek.profession.actions.register import remove_practitioner
from tirek.profession.actions.reminders import remind_of_renewals
from tirek.profession.engine.standing import (
    Asked,
    Away,
    Given,
    State,
    Verdict,
    refused_from,
    reminder_step,
    standing_of,
    verdict,
)
from tirek.profession.selectors.standing import standing
from tirek.toolkit.postgresql.user import acting_as

START = date(2027, 1, 11)


def at(day: date, guild: Guild) -> State:
    """Where the supervisor stands on a day."""
    with clock_at(day), acting_as(guild.house.supervisor.pk):
        return standing(guild.house.supervisor).state


def decides(guild: Guild, case: Case, day: date) -> str:
    """Whether the supervisor may give the case to somebody on a day, and in which words not."""
    people = (guild.house.worker, guild.house.colleague)
    with clock_at(day):
        with acting_as(guild.house.supervisor.pk):
            case.refresh_from_db()
        chosen = next(one for one in people if one.pk != case.worker_id)
        try:
            assign_worker(actor=guild.house.supervisor, case=case.uuid, user=chosen.uuid, on=day, reason="Load")
        except Problem as problem:
            return str(problem)
    return "done"


def visits(guild: Guild, case: Case, day: date) -> bool:
    """A worker without any entry saves the visit of the day."""
    with clock_at(day):
        with acting_as(guild.house.supervisor.pk):
            case.refresh_from_db()
        leads = User.objects.get(pk=case.worker_id)
        return record_visit(actor=leads, case=case.uuid, place="home", on=day, visit_note="Үйде").pk > 0


def test_a_year_from_valid_to_renewed(guild: Guild) -> None:
    office, manager, supervisor = guild.association, guild.house.manager, guild.house.supervisor
    with clock_at(START):
        entry = entered(guild, supervisor)
        case = make_case(guild.house.worker, on=START)
        until = START + timedelta(days=180)
        give_category(
            actor=office, entry=entry.uuid, category="second", decision="№ 1", decided_on=START, valid_until=until
        )
        for right in MAY_ASK:
            require_entry(actor=manager, unit=guild.house.unit.uuid, permission=right, starts_on=START, warns_days=30)
    after = until + timedelta(days=1)
    for day, state, said in (
        (START + timedelta(days=20), State.VALID, "done"),
        (until - timedelta(days=90), State.EXPIRING, "done"),
        (until, State.EXPIRING, "done"),
        (after, State.IN_WARNING, "done"),  # with a warning
        (after + timedelta(days=29), State.IN_WARNING, "done"),
        (after + timedelta(days=30), State.IN_WARNING, "ran out"),
        (after + timedelta(days=100), State.EXPIRED, "ran out"),
    ):
        assert at(day, guild) is state
        assert said in decides(guild, case, day), day
        assert visits(guild, case, day)
    renewal = after + timedelta(days=110)
    with clock_at(renewal):
        given_again = give_category(
            actor=office, entry=entry.uuid, category="second", decision="№ 2", decided_on=renewal
        )
    assert at(renewal, guild) is State.VALID
    assert decides(guild, case, renewal) == "done"
    later = renewal + timedelta(days=30)
    with clock_at(later):
        away = suspend_entry(actor=office, entry=entry.uuid, decision="№ 3", reason="An inquiry", starts_on=later)
    assert at(later, guild) is State.SUSPENDED
    assert "suspended" in decides(guild, case, later)
    assert visits(guild, case, later)
    with clock_at(later + timedelta(days=1)):
        lift_suspension(actor=office, suspension=away.uuid, reason="Cleared")
    assert decides(guild, case, later + timedelta(days=1)) == "done"
    with clock_at(later + timedelta(days=2)):
        withdraw_category(actor=office, certification=given_again.uuid, reason="Given in error")
    assert "ran out" in decides(guild, case, later + timedelta(days=2))  # on what stood before
    with clock_at(later + timedelta(days=3)):
        remove_practitioner(actor=office, entry=entry.uuid, reason="A forged diploma")
    assert "removed" in decides(guild, case, later + timedelta(days=3))
    assert visits(guild, case, later + timedelta(days=3))


def test_a_requirement_is_the_managers_and_never_of_a_visit(guild: Guild) -> None:
    unit = guild.house.unit.uuid
    common = {"unit": unit, "starts_on": today()}
    for right in ("visit.record", "contact.record", "assessment.complete", "plan.write"):
        with pytest.raises(Problem, match="never asks"):
            require_entry(actor=guild.house.manager, permission=right, **common)  # type: ignore[arg-type]
    for stranger in (guild.house.supervisor, guild.association, guild.house.outsider):
        with pytest.raises(Refused):
            require_entry(actor=stranger, permission="case.assign", **common)  # type: ignore[arg-type]
    with pytest.raises(Problem, match="today at the earliest"):
        require_entry(
            actor=guild.house.manager, unit=unit, permission="case.assign", starts_on=today() - timedelta(days=1)
        )
    case = make_case(guild.house.worker)
    asked = require_entry(actor=guild.house.manager, permission="case.assign", warns_days=0, **common)  # type: ignore[arg-type]
    assert "you have none" in decides(guild, case, today())
    end_requirement(actor=guild.house.manager, requirement=asked.uuid)
    assert decides(guild, case, today()) == "done"


DAYS = st.integers(-400, 800).map(lambda n: START + timedelta(days=n))


@tried(suppress_health_check=[HealthCheck.too_slow], max_examples=40)
@given(st.lists(st.tuples(DAYS, st.integers(0, 400)), max_size=4), st.integers(0, 120), DAYS)
def test_whoever_is_valid_passes_and_nobody_is_refused_without_warning_time(
    rows: list[tuple[date, int]], warns: int, starts_on: date
) -> None:
    held = [Given("second", first, first + timedelta(days=length)) for first, length in rows]
    asked = Asked(starts_on, warns)
    for day in (START + timedelta(days=n) for n in range(-50, 500, 37)):
        stands = standing_of(held, [], on=day)
        assert stands.is_valid == any(one.valid_from <= day <= one.valid_until for one in held)
        said = verdict(stands, asked)
        if stands.is_valid or day < starts_on:
            assert said is Verdict.PASS
        first = refused_from(stands, asked)
        assert (said is Verdict.REFUSE) == (first is not None and day >= max(first, starts_on))
        if said is Verdict.REFUSE:
            assert not any(one.valid_from <= day - timedelta(days=back) <= one.valid_until
                           for one in held for back in range(warns))  # fmt: skip


def test_a_suspension_holds_from_its_first_to_its_last_day() -> None:
    held = [Given("first", START, START + timedelta(days=700))]
    away = [Away(START + timedelta(days=10), START + timedelta(days=20))]
    states = [standing_of(held, away, on=START + timedelta(days=n)).state for n in (9, 10, 20, 21)]
    assert states == [State.VALID, State.SUSPENDED, State.SUSPENDED, State.VALID]


def test_each_reminder_is_due_once() -> None:
    until, steps = START + timedelta(days=100), (90, 30, 7)
    sent: list[tuple[int, int]] = []
    warned: date | None = None
    for day in (START + timedelta(days=n) for n in range(130)):
        step = reminder_step(until, warned, day, steps)
        if step is not None:
            warned = day
            sent.append(((until - day).days, step))
    assert sent == [(90, 90), (30, 30), (7, 7)]


@pytest.mark.django_db(transaction=True)
def test_renewals_are_reminded_of_once_by_night(guild_committed: Guild, settings, mailoutbox) -> None:  # type: ignore[no-untyped-def]
    guild = guild_committed
    settings.EMAIL_HOST = "mail.invalid"
    entry = entered(guild, guild.house.worker)
    User.objects.using("owner").filter(pk=guild.house.worker.pk).update(email="worker@example.invalid")
    give_category(
        actor=guild.association, entry=entry.uuid, category="second", decision="№ 1", decided_on=today(),
        valid_until=today() + timedelta(days=60),
    )  # fmt: skip
    first = remind_of_renewals(today())
    assert (first.told, first.letters) == (1, 1)
    assert remind_of_renewals(today()).told == remind_of_renewals(today() + timedelta(days=1)).told == 0
    assert remind_of_renewals(today() + timedelta(days=30)).letters == 1
    assert all("Сынақова" not in str(mail.message()) for mail in mailoutbox)
    with acting_as(guild.association.pk):
        give_category(actor=guild.association, entry=entry.uuid, category="second", decision="№ 2", decided_on=today())
    assert remind_of_renewals(today() + timedelta(days=55)).told == 0


@pytest.fixture
def guild_committed(transactional_db: None) -> Guild:
    """An association whose rows the owner's connection sees."""
    from tests.profession.world import make_guild

    return make_guild()
