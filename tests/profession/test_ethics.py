"""Ethics: a complaint with and without a name, who reads what of it, who may judge, what was decided and told."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from tests.builders import make_user
from tests.profession.matters import CODE, complained, decided, entered, seat, with_panel
from tests.profession.world import Guild
from tirek.access.door import code_hash, door, with_code
from tirek.access.models import User
from tirek.kernel.clock import clock_at, now, today
from tirek.kernel.problems import Missing, Problem, Refused
from tirek.profession.actions.ethics import (
    admit_complaint,
    answer_sides,
    appeal_decision,
    close_matter,
    keep_minutes,
    reject_complaint,
    set_hearing,
    show_word,
    tell_subject,
    write_in_matter,
)
from tirek.profession.actions.ethics_digest import publish_digest, take_back_digest, write_digest
from tirek.profession.actions.ethics_panel import (
    ask_panel_member,
    decide_complaint,
    declare_standing,
    dismiss_panel_member,
    write_for_panel,
)
from tirek.profession.actions.register_details import add_post
from tirek.profession.engine.ethics import Standing, appeal_until, code_of_ethics, is_final, may_appeal
from tirek.profession.engine.ethics_digest import names_told
from tirek.profession.models import (
    Complaint,
    ComplaintSource,
    ComplaintWord,
    DigestEntry,
    EthicsAppeal,
    EthicsDecision,
    Hearing,
    PanelMember,
    Practitioner,
)
from tirek.profession.selectors.ethics import (
    asked_to_judge,
    candidates,
    complainant_shown,
    complaints_answered,
    complaints_handled,
    complaints_made,
    judges_shown,
    matter_names,
    seats,
)
from tirek.toolkit.postgresql.user import acting_as

TABLES = (
    Complaint, ComplaintSource, ComplaintWord, PanelMember, Hearing, EthicsDecision, EthicsAppeal, DigestEntry,
)  # fmt: skip


@pytest.fixture
def subject(guild: Guild) -> Practitioner:
    """The practitioner complained about: the worker of a house, in the register."""
    return entered(guild, guild.house.worker, "Сынақова")


def rows(user: User) -> int:
    """What somebody reads of all tables of ethics, by plain SQL."""
    with acting_as(user.pk):
        return sum(model.objects.count() for model in TABLES)


def refused(do: Callable[[], object]) -> None:
    """The database says no, whatever the pages do."""
    with pytest.raises(DatabaseError), transaction.atomic():
        do()


# The two sides ---------------------------------------------------------------------------------------------


def test_without_a_name_the_code_alone_opens_it(guild: Guild) -> None:
    matter = complained(guild, about_number=" ", happened="in May")
    assert (matter.state, matter.recorded_by_id, matter.about_id) == ("received", None, None)
    with with_code(CODE.upper()):
        assert Complaint.objects.get().text == "Shouted at a mother"
        assert ComplaintSource.objects.get().door_hash == code_hash(CODE)
        word = write_in_matter(actor=door(), complaint=matter.uuid, text="There was a witness")
    assert word.recorded_by_id is None
    with with_code("23456789abcdefghjkmnpqrs"):
        assert Complaint.objects.count() == 0
        with pytest.raises(Missing):
            write_in_matter(actor=door(), complaint=matter.uuid, text="Me too")
    assert rows(door()) == 0
    for wrong in ({"text": " "}, {"about_name": ""}, {"named": True}):
        with pytest.raises(Problem):
            complained(guild, code="3" * 24, **wrong)
    with pytest.raises(Problem):
        complained(guild, code="short")


def test_nobody_else_reads_anything_of_it(guild: Guild, subject: Practitioner) -> None:
    matter = complained(guild, actor=guild.house.colleague)
    with_panel(guild, matter, subject)
    house = guild.house
    for user in (guild.association, guild.organiser, guild.official, house.manager, house.supervisor,
                 house.administrator, house.outsider):  # fmt: skip
        assert rows(user) == 0, user
    with acting_as(house.colleague.pk):
        assert [one.pk for one in complaints_made()] == [matter.pk]
        assert complaints_handled().count() == complaints_answered().count() == 0
    with acting_as(None):
        assert sum(model.objects.count() for model in TABLES) == 0


def test_the_subject_reads_what_is_said_and_never_who_said_it(guild: Guild, subject: Practitioner) -> None:
    matter = complained(guild, actor=guild.house.colleague, name="Болат Сынақ", contact="+7 700 000 00 00")
    worker = guild.house.worker
    assert rows(worker) == 0
    admit_complaint(actor=guild.secretary, complaint=matter.uuid, number=subject.number)
    assert rows(worker) == 0  # admitted, not told yet
    tell_subject(actor=guild.secretary, complaint=matter.uuid)
    write_in_matter(actor=guild.house.colleague, complaint=matter.uuid, text="I, Болат, saw it")
    with acting_as(worker.pk):
        read = Complaint.objects.get()
        assert (seats(read).subject, read.told_on, read.recorded_by_id) == (True, today(), None)
        assert ComplaintSource.objects.count() == ComplaintWord.objects.count() == 0
        assert complainant_shown(read) == ""
        with connection.cursor() as cursor:
            cursor.execute("SELECT to_jsonb(c)::text FROM profession_complaint c")
            assert str(guild.house.colleague.pk) not in [part.strip() for part in cursor.fetchone()[0].split(":")]
    answer = write_in_matter(actor=worker, complaint=matter.uuid, text="It was otherwise")
    with acting_as(guild.house.colleague.pk):
        assert [one.text for one in ComplaintWord.objects.all()] == ["I, Болат, saw it"]
    show_word(actor=guild.secretary, word=answer.uuid)
    with acting_as(guild.house.colleague.pk):
        assert ComplaintWord.objects.count() == 2


def test_who_agreed_is_named_by_name_alone(guild: Guild, subject: Practitioner) -> None:
    matter = complained(guild, name="Болат Сынақ", contact="+7 700", named=True)
    with_panel(guild, matter, subject)
    with acting_as(guild.house.worker.pk):
        assert complainant_shown(matter) == "Болат Сынақ"
        assert ComplaintSource.objects.count() == 0
    with acting_as(guild.association.pk):
        assert complainant_shown(matter) == ""


def test_a_letter_of_the_secretary_goes_to_whom_it_is_written(guild: Guild, subject: Practitioner) -> None:
    matter = complained(guild)
    with_panel(guild, matter, subject)
    for complainant, about in ((True, False), (False, True), (False, False)):
        answer_sides(actor=guild.secretary, complaint=matter.uuid, text="Letter", to_complainant=complainant,
                     to_subject=about)  # fmt: skip
    with with_code(CODE):
        assert ComplaintWord.objects.count() == 1
    for user, count in ((guild.house.worker, 1), (guild.panel[0], 2), (guild.secretary, 3)):
        with acting_as(user.pk):
            assert ComplaintWord.objects.count() == count, user


# The secretary ---------------------------------------------------------------------------------------------


def test_a_secretary_never_handles_what_is_about_them_or_from_them(guild: Guild) -> None:
    entry = entered(guild, guild.secretary, "Хатшы")
    other = make_user("secretary2", guild.office, "ethics_secretary")
    about = complained(guild, about_number=entry.number.lower())
    own = complained(guild, code="4" * 24, actor=guild.secretary)
    third = complained(guild, code="5" * 24)
    with acting_as(guild.secretary.pk):
        assert {one.pk for one in complaints_handled()} == {third.pk}
        assert {one.pk for one in Complaint.objects.all()} == {own.pk, third.pk}
    with acting_as(other.pk):
        assert complaints_handled().count() == 3
    for matter in (about, own):
        with pytest.raises(Missing):
            reject_complaint(actor=guild.secretary, complaint=matter.uuid, reason="No")
    with pytest.raises(Problem):
        admit_complaint(actor=guild.secretary, complaint=third.uuid, number=entry.number)
    with pytest.raises(Problem):
        admit_complaint(actor=other, complaint=third.uuid, number="OFFICE-99999")
    reject_complaint(actor=other, complaint=own.uuid, reason="A matter of the court")
    with acting_as(guild.secretary.pk):
        assert Complaint.objects.get(pk=own.pk).reason == "A matter of the court"
    for user in (guild.association, guild.panel[0], guild.house.manager):
        with pytest.raises((Missing, Refused)):
            reject_complaint(actor=user, complaint=third.uuid, reason="No")


def test_the_database_keeps_what_was_said_and_its_course(guild: Guild, subject: Practitioner) -> None:
    matter = complained(guild)
    with acting_as(guild.secretary.pk):
        mine = Complaint.objects.filter(pk=matter.pk)
        for change in ({"text": "Nothing"}, {"state": "decided"}, {"state": "closed"}, {"handled_by": guild.panel[0]}):
            refused(lambda change=change: mine.update(**change))
        refused(lambda: Complaint.objects.create(unit=guild.office, reference="X", about_name="X", text="X",
                                                 received_on=today()))  # fmt: skip
        refused(lambda: ComplaintSource.objects.update(named=True))
    with_panel(guild, matter, subject)
    with acting_as(guild.house.worker.pk):
        assert Complaint.objects.update(state="closed") == 0
        for side in ("complainant", "panel", "secretary"):
            refused(lambda side=side: ComplaintWord.objects.create(complaint=matter, side=side, text="X"))


# The panel -------------------------------------------------------------------------------------------------


def test_who_stands_near_is_never_asked(guild: Guild, subject: Practitioner) -> None:
    body = guild.house.unit.organisation
    same_house = make_user("panel4", guild.office, "ethics_panel")
    add_post(actor=guild.association, entry=subject.uuid, employer="X", organisation=body, sector="ngo",
             cadre="case_worker", region="710000000", starts_on=today() - timedelta(days=90))  # fmt: skip
    entry = entered(guild, same_house, "Көрші")
    add_post(actor=guild.association, entry=entry.uuid, employer="Y", organisation=body, sector="ngo",
             cadre="supervisor", region="710000000", starts_on=today() - timedelta(days=90))  # fmt: skip
    complainant, own = (make_user(name, guild.office, "ethics_panel") for name in ("panel5", "panel6"))
    matter = complained(guild, actor=complainant)
    admit_complaint(actor=guild.secretary, complaint=matter.uuid, number=subject.number)
    first = ask_panel_member(actor=guild.secretary, complaint=matter.uuid, user=guild.panel[0].uuid)
    with acting_as(guild.secretary.pk):
        free = {one.pk for one in candidates(matter)}
        assert free == {guild.panel[1].pk, guild.panel[2].pk, own.pk}
        for user in (same_house, complainant, guild.panel[0], guild.house.worker, guild.secretary):
            refused(lambda user=user: PanelMember.objects.create(complaint=matter, user=user,
                                                                 recorded_by=guild.secretary))  # fmt: skip
    for user in (same_house, complainant, guild.panel[0], guild.secretary, guild.association):
        with pytest.raises(Problem):
            ask_panel_member(actor=guild.secretary, complaint=matter.uuid, user=user.uuid)
    with acting_as(guild.association.pk):
        assert candidates(matter) == []
    assert first.free is None


def test_nothing_opens_before_one_is_free_and_never_after_a_conflict(guild: Guild, subject: Practitioner) -> None:
    matter = complained(guild, name="Болат Сынақ")
    admit_complaint(actor=guild.secretary, complaint=matter.uuid, number=subject.number)
    asked = [ask_panel_member(actor=guild.secretary, complaint=matter.uuid, user=user.uuid) for user in guild.panel[:2]]
    first, second = guild.panel[:2]
    for user in (first, second):
        with acting_as(user.pk):
            assert Complaint.objects.count() == 0
            (place,) = asked_to_judge(user)
            assert place.subject.startswith("Сынақова Әсем")
            assert place.complainant == ""
    with pytest.raises(Problem):
        declare_standing(actor=first, member=asked[0].uuid, free=False)
    declare_standing(actor=first, member=asked[0].uuid, free=False, conflict="We studied together")
    declare_standing(actor=second, member=asked[1].uuid, free=True)
    with pytest.raises(Problem):
        declare_standing(actor=first, member=asked[0].uuid, free=True)
    with pytest.raises(Missing):
        declare_standing(actor=first, member=asked[1].uuid, free=False, conflict="X")
    with acting_as(first.pk):
        assert Complaint.objects.count() == 0
        refused(lambda: PanelMember.objects.filter(user=first).update(free=True))
    with acting_as(second.pk):
        assert Complaint.objects.count() == 1
        assert ComplaintSource.objects.count() == 0
    dismiss_panel_member(actor=guild.secretary, member=asked[1].uuid)
    assert rows(second) == 1  # that they were asked


def test_decided_appealed_and_decided_by_others(guild: Guild, subject: Practitioner) -> None:
    matter = complained(guild)
    others = tuple(make_user(f"second{number}", guild.office, "ethics_panel") for number in range(3))
    admit_complaint(actor=guild.secretary, complaint=matter.uuid, number=subject.number)
    tell_subject(actor=guild.secretary, complaint=matter.uuid)
    seat(guild, matter.uuid, guild.panel[:2])
    with pytest.raises(Problem):
        decided(guild, matter)  # two are too few
    seat(guild, matter.uuid, guild.panel[2:])  # and takes the chair
    write_for_panel(actor=guild.panel[0], complaint=matter.uuid, text="I believe her")
    with pytest.raises(Problem):
        decided(guild, matter)  # no longer the chair
    decision = decided(guild, matter, "warning", guild.panel[2])
    assert decision.appeal_until == today() + timedelta(days=code_of_ethics().rules.appeal_days)
    with pytest.raises(Problem):
        close_matter(actor=guild.secretary, complaint=matter.uuid)
    with acting_as(guild.house.worker.pk):
        assert EthicsDecision.objects.get().text == "A breach of dignity"
        assert {one.name for one in judges_shown(matter)} == {str(user) for user in guild.panel}
        assert ComplaintWord.objects.count() == PanelMember.objects.count() == 0
    appeal_decision(actor=guild.house.worker, complaint=matter.uuid, text="I was not heard")
    with pytest.raises(Problem), with_code(CODE):
        appeal_decision(actor=door(), complaint=matter.uuid, text="Too mild")
    for user in guild.panel:
        assert rows(user) == 1  # the file has closed to the first panel
        with pytest.raises(Problem):
            ask_panel_member(actor=guild.secretary, complaint=matter.uuid, user=user.uuid)
    seat(guild, matter.uuid, others)
    with acting_as(others[1].pk):
        assert ComplaintWord.objects.count() == 0  # not what the first panel wrote to itself
    final = decided(guild, matter, "none", others[0])
    assert (final.appeal, final.appeal_until) == (True, None)
    with pytest.raises(Problem):
        appeal_decision(actor=guild.house.worker, complaint=matter.uuid, text="Again")
    assert close_matter(actor=guild.secretary, complaint=matter.uuid).state == "closed"
    assert rows(others[0]) == 1


@pytest.mark.parametrize("measure", ["suspension", "removal"])
def test_a_final_measure_is_written_into_the_register(guild: Guild, subject: Practitioner, measure: str) -> None:
    matter = complained(guild)
    with_panel(guild, matter, subject)
    last = today() + timedelta(days=120) if measure == "suspension" else None
    decide_complaint(actor=guild.panel[0], complaint=matter.uuid, measure=measure, text="Grave", measure_until=last)
    with acting_as(guild.association.pk):
        assert Practitioner.objects.get(pk=subject.pk).state == "entered"
    with clock_at(today() + timedelta(days=31)):
        close_matter(actor=guild.secretary, complaint=matter.uuid)
    with acting_as(guild.association.pk):
        entry = Practitioner.objects.get(pk=subject.pk)
        assert (entry.state == "removed") == (measure == "removal")
        assert entry.suspensions.count() == (measure == "suspension")


def test_a_hearing_is_known_to_both_and_its_minutes_to_the_panel(guild: Guild, subject: Practitioner) -> None:
    matter = complained(guild)
    with_panel(guild, matter, subject)
    hearing = set_hearing(actor=guild.secretary, complaint=matter.uuid, at=now() + timedelta(hours=1), place="Office")
    with pytest.raises(Problem):
        keep_minutes(actor=guild.secretary, hearing=hearing.uuid, minutes="Both spoke")
    with clock_at(now() + timedelta(hours=2)):
        minutes = keep_minutes(actor=guild.secretary, hearing=hearing.uuid, minutes="Both spoke")
    for user, count in ((guild.house.worker, 0), (guild.panel[1], 1)):
        with acting_as(user.pk):
            assert (Hearing.objects.count(), ComplaintWord.objects.count()) == (1, count)
    show_word(actor=guild.secretary, word=minutes.uuid)
    with with_code(CODE):
        assert ComplaintWord.objects.count() == 1


# The digest ------------------------------------------------------------------------------------------------


def told(text: str) -> dict[str, dict[str, str]]:
    """The same words in three languages."""
    return {"titles": dict.fromkeys(("kk", "ru", "en"), "Respect"), "texts": dict.fromkeys(("kk", "ru", "en"), text)}


def test_a_matter_is_told_when_it_is_closed_and_without_names(guild: Guild, subject: Practitioner) -> None:
    matter = complained(guild, name="Болат Қуатов")
    with_panel(guild, matter, subject)
    decided(guild, matter)
    with pytest.raises(Problem):
        write_digest(actor=guild.secretary, complaint=matter.uuid, **told("A voice was raised"))
    with clock_at(today() + timedelta(days=31)):
        close_matter(actor=guild.secretary, complaint=matter.uuid)
    with acting_as(guild.secretary.pk):
        assert "Болат Қуатов" in matter_names(matter)[0]
    for text, places in (
        ("Қуатовтың өтініші", ""), ("Дело Сынақовой", ""), ("In Talgar", "Talgar"), ("8 701 234 56 78", ""),
    ):  # fmt: skip
        with pytest.raises(Problem):
            write_digest(actor=guild.secretary, complaint=matter.uuid, places=places, **told(text))
    entry = write_digest(actor=guild.secretary, complaint=matter.uuid, **told("A voice was raised"))
    with acting_as(door().pk):
        assert DigestEntry.objects.count() == 0
    publish_digest(actor=guild.secretary, complaint=matter.uuid)
    with acting_as(door().pk):
        assert DigestEntry.objects.get().pk == entry.pk
    with pytest.raises(Problem):
        write_digest(actor=guild.secretary, complaint=matter.uuid, **told("Otherwise"))
    take_back_digest(actor=guild.secretary, complaint=matter.uuid)
    with acting_as(door().pk):
        assert DigestEntry.objects.count() == 0


# The rules -------------------------------------------------------------------------------------------------


def test_the_rules_of_appeal_and_standing() -> None:
    day, rules = today(), code_of_ethics().rules
    until = appeal_until(day, rules)
    assert may_appeal(decided=True, appealed=False, until=until, on=until)
    assert not may_appeal(decided=True, appealed=False, until=until, on=until + timedelta(days=1))
    assert not may_appeal(decided=True, appealed=True, until=until, on=day)
    assert is_final(decided=True, final=False, until=until, on=until + timedelta(days=1))
    assert is_final(decided=True, final=True, until=None, on=day)
    assert not is_final(decided=True, final=False, until=until, on=until)
    assert Standing(1).may_judge
    assert not any(Standing(1, **{name: True}).may_judge
                   for name in ("subject", "complainant", "secretary", "near", "asked"))  # fmt: skip


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Маман Воронцоваға айтты", ["Воронцова"]),
        ("Ворон летит", []),
        ("В центре «Қарлығаш» кричали", ["Қарлығаш"]),
        ("Позвонить +7 700 000 05 05", ["+7 700 000 05 05"]),
        ("Это было 12.05.2026", ["12.05.2026"]),
        ("Это было в мае 2026 года", []),
    ],
)
def test_names_are_found_in_any_case(text: str, found: list[str]) -> None:
    assert names_told([text], persons=["Воронцова"], bodies=["Орталық «Қарлығаш»"], places=[]) == found
