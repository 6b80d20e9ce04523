"""All rules over 200,000 open cases: the nightly look, and what keeping the duties adds to a saved visit.

One case of each programme is made through the acts over two hundred days and copied in SQL, each copy with its own
people, worker, unit and days. ``make bench NAME=standards``; ``SIZE=small`` a hundredth.
"""

import os
import statistics
import sys
import time
from datetime import date, timedelta
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))
from big import CASES_A_UNIT, CASES_A_WORKER, without_keys
from installed import installed
from report import Target, conclude, table

SIZES = {"small": (2_000, 60), "full": (200_000, 400)}
MINUTES, ADDED_MS = 2, 20
LASTS = 200
#: Tables of a case that are copied, with the columns that name a worker of its own.
TABLES = {
    "casemember": (), "assignment": ("user_id",), "entry": (), "consent": (), "contact": (), "visit": (),
    "service": (), "riskrating": (), "task": ("assigned_to_id",), "episode": (), "duty": (),
}  # fmt: skip


def main() -> int:
    cases, visits = SIZES[os.environ.get("SIZE") or "full"]
    with installed():
        loaded = load(cases)
        print(f"\n{cases:,} open cases of {len(loaded)} programmes, {', '.join(loaded)}\n")
        nights = [night("after an upgrade: every day moved"), night("nothing differs")]
        disturb()
        nights.append(night("one case in a hundred differs"))
        table(["night", "s", "cases", "duties written"], nights)
        saved = save_visits(visits)
    print(f"\nA visit saved, {visits} each way, milliseconds\n")
    table(["", "p50", "p95"], [[name, *quantiles(times)] for name, times in saved.items()])
    slowest = max(seconds for name, seconds, *_ in nights if not name.startswith("after"))
    added = quantiles(saved["of it: keeping duties"])[1]
    look, visit = "the nightly look at all cases, two processes", "a saved visit: what the duties add, p95"
    targets = [
        Target(look, f"{MINUTES * 60} s", round(slowest, 1), slowest < MINUTES * 60),
        Target(visit, f"{ADDED_MS} ms", round(added, 1), added < ADDED_MS),
    ]
    return conclude("standards", targets)


def quantiles(times: list[float]) -> tuple[float, float]:
    """Median and 95th percentile in milliseconds."""
    cuts = statistics.quantiles([1000 * one for one in times], n=20)
    return round(cuts[9], 2), round(cuts[18], 2)


# The nights ------------------------------------------------------------------------------------------------


def night(name: str) -> list[Any]:
    """One nightly run, as the worker's child process does it."""
    from tirek.access.models import AuditEntry
    from tirek.casework.actions.recheck import recheck_all

    begun = time.perf_counter()
    recheck_all()
    seconds = time.perf_counter() - begun
    facts = AuditEntry.objects.using("owner").filter(act="recheck_duties").latest("pk").facts
    return [name, seconds, facts["cases"], facts["duties"]]


def disturb() -> None:
    """One case in a hundred differs from what is kept of it."""
    from django.db import connections

    with connections["owner"].cursor() as cursor:
        cursor.execute("UPDATE casework_duty SET due_on = due_on + 1 WHERE case_id % 100 = 0 AND state = 'open'")


# The visits ------------------------------------------------------------------------------------------------


def save_visits(count: int) -> dict[str, list[float]]:
    """Visits through the act on cases here and there; every other one without keeping duties."""
    from django.db import transaction

    from tirek.access.models import User
    from tirek.casework.actions import duties, encounters
    from tirek.casework.models import Case
    from tirek.kernel.clock import today
    from tirek.programmes.selectors.packs import pack

    found = list(Case.objects.using("owner").order_by("uuid")[: 2 * count + 20])
    workers = User.objects.in_bulk({case.worker_id for case in found})
    kept, bare, inside = [], [], []
    keep, as_it_is = duties._keep, encounters.keep_duties

    def timed(*args: Any) -> None:
        begun = time.perf_counter()
        keep(*args)
        inside.append(time.perf_counter() - begun)

    duties._keep = timed
    for number, case in enumerate(found):
        place = pack(case.programme).contacts.visit_places[0].code
        encounters.keep_duties = as_it_is if number % 2 else lambda *_args, **_by: None
        begun = time.perf_counter()
        with transaction.atomic():
            encounters.record_visit(
                actor=workers[case.worker_id],
                case=case.uuid,
                on=today(),
                place=place,
                reached=True,
                child_seen=False,
                visit_note="x",
            )
        (kept if number % 2 else bare).append(time.perf_counter() - begun)
    encounters.keep_duties, duties._keep = as_it_is, keep
    return {"without duties": bare[10:], "with duties": kept[10:], "of it: keeping duties": inside[10:]}


# The cases -------------------------------------------------------------------------------------------------


def load(cases: int) -> dict[str, int]:
    """The installation filled; the programmes with the key of the case that was copied."""
    from django.db import connections, transaction

    from tirek.kernel.clock import clock_at, today
    from tirek.programmes.selectors.packs import packs

    begins = today() - timedelta(days=LASTS)
    worker = staff()
    with clock_at(begins - timedelta(days=30)):
        templates = {one.code: template(worker, one.code, begins) for one in packs()}
    with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
        cursor.execute("SET LOCAL synchronous_commit = off; SET LOCAL maintenance_work_mem = '512MB'")
        keys = without_keys(cursor)
        copy(cursor, cases, list(templates.values()))
        for place, name, definition in keys:
            cursor.execute(f"ALTER TABLE {place} ADD CONSTRAINT {name} {definition} NOT VALID")
    with connections["owner"].cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    return templates


def staff() -> Any:
    """A worker with a unit."""
    from tirek.access.models import Membership, Organisation, Unit, User

    names = {"name_kk": "B", "name_ru": "B", "name_en": "B"}
    body = Organisation.objects.using("owner").create(code="bench", **names)
    unit = Unit.objects.using("owner").create(code="bench", organisation=body, **names)
    worker = User.objects.using("owner").create(username="bench", first_name="B", last_name="B", language="kk")
    for role in ("worker", "resocialisation_worker"):
        Membership.objects.using("owner").create(user=worker, unit=unit, role_id=role, starts_on=date(2020, 1, 1))
    return User.objects.get(pk=worker.pk)


def template(worker: Any, programme: str, begins: date) -> int:
    """A case of a programme as it is after two hundred days: some forty acts."""
    from tirek.access.models import Unit
    from tirek.casework.actions import cases, encounters, episodes, tasks
    from tirek.casework.actions.assessments import rate_risk
    from tirek.kernel.clock import clock_at
    from tirek.kernel.problems import Problem
    from tirek.people.actions.families import NewMember, form_family
    from tirek.people.actions.intake import register_person
    from tirek.people.engine.names import NewName
    from tirek.programmes.selectors.packs import pack

    unit, content = Unit.objects.using("owner").get(code="bench").uuid, pack(programme)
    adult_alone, last = content.pack.subject == "adult", begins + timedelta(days=LASTS)
    people = [
        register_person(
            actor=worker, unit=unit, names=[NewName(script="kk", surname="Сынақ", given_name=name)], sex="female",
            birth_date=born,
        )
        for name, born in (("Әсем", date(1996, 5, 1)), ("Нұр", begins - timedelta(days=50)))
    ]  # fmt: skip
    mother, child = people
    members = [NewMember(mother.uuid, "mother"), NewMember(child.uuid, "child")]
    family = form_family(actor=worker, unit=unit, members=members)
    parts = [(mother.uuid, "client" if adult_alone else "mother"), (child.uuid, "child")]
    with clock_at(begins):
        case = cases.open_case(
            actor=worker, unit=unit, family=family.uuid, programme=programme, on=begins, grounds=[], people=parts,
            call_source=content.grounds.call_sources[0].code, call_note="x",
        )  # fmt: skip
        mine: dict[str, Any] = {"actor": worker, "case": case.uuid}
        encounters.give_consent(**mine, person=mother.uuid, purpose="support", form="oral", on=begins)
    channel, place = content.contacts.contact_kinds[0].code, content.contacts.visit_places[0].code
    for track in content.episodes.tracks:
        who = child if track.subject == "child" else mother
        kind = next((one for one in track.kinds if not one.moment), track.kinds[0])
        ends = last + timedelta(days=60) if kind.expects_end else None
        try:
            episodes.begin_episode(
                **mine, person=who.uuid, track=track.code, kind=kind.code, on=begins - timedelta(days=40),
                expected_end_on=ends,
            )  # fmt: skip
        except Problem as problem:
            print(f"{programme}: no {track.code}: {problem}", file=sys.stderr)
    for step in range(0, LASTS, 6):
        day = begins + timedelta(days=step)
        with clock_at(day):
            if step in {12, 120}:
                rate_risk(**mine, level="medium" if step == 12 else "low", reason="x", on=day)
            if step % 12:
                encounters.record_contact(**mine, channel=channel, reached=True, on=day, contact_note="x")
            else:
                encounters.record_visit(**mine, place=place, reached=True, child_seen=True, on=day, visit_note="x")
    with clock_at(last):
        tasks.open_task(**mine, title="x", on=last, due_on=last, assigned_to=worker.uuid)
    return int(case.pk)


def copy(cursor: Any, cases: int, templates: list[int]) -> None:
    """Units with workers, and the cases in their turn, each a few days later than the one before."""
    units, workers = -(-cases // CASES_A_UNIT), -(-cases // CASES_A_WORKER)
    run = cursor.execute
    run(
        "INSERT INTO access_unit (uuid, organisation_id, code, name_kk, name_ru, name_en) SELECT gen_random_uuid(),"
        " (SELECT min(id) FROM access_organisation), 'b' || i, 'b', 'b', 'b' FROM generate_series(0, %s) i",
        [units - 1],
    )
    run(
        "INSERT INTO access_user (uuid, password, is_superuser, username, first_name, last_name, email, is_staff,"
        " is_active, date_joined, language, theme, patronymic, reminders_by_mail) SELECT gen_random_uuid(), '!', false,"
        " 'b' || i, 'W', 'B', '', false, true, now(), 'kk', 'auto', '', false FROM generate_series(0, %s) i",
        [workers - 1],
    )
    run(
        "CREATE TEMP TABLE bw ON COMMIT DROP AS SELECT i AS n, u.id, unit.id AS unit_id FROM generate_series(0, %s) i"
        " JOIN access_user u ON u.username = 'b' || i JOIN access_unit unit ON unit.code = 'b' || (i / %s)",
        [workers - 1, CASES_A_UNIT // CASES_A_WORKER],
    )
    run(
        "INSERT INTO access_membership (user_id, unit_id, role_id, starts_on) SELECT bw.id, bw.unit_id, role,"
        " '2020-01-01' FROM bw, unnest(ARRAY['worker', 'resocialisation_worker']) role"
    )
    run(
        "CREATE TEMP TABLE bc ON COMMIT DROP AS SELECT i AS n, (%s::bigint[])[1 + i %% %s] AS old, i %% 60 AS later,"
        " nextval(pg_get_serial_sequence('casework_case', 'id')) AS id,"
        " nextval(pg_get_serial_sequence('people_family', 'id')) AS family_id,"
        " nextval(pg_get_serial_sequence('people_person', 'id')) AS adult,"
        " nextval(pg_get_serial_sequence('people_person', 'id')) AS child, bw.unit_id, bw.id AS user_id"
        " FROM generate_series(0, %s) i JOIN bw ON bw.n = i / %s",
        [templates, len(templates), cases - 1, CASES_A_WORKER],
    )
    run("CREATE INDEX ON bc (old); ANALYZE bc")
    mothers = "(SELECT m.person_id FROM casework_casemember m WHERE m.case_id = bc.old AND m.part <> 'child')"
    children = "(SELECT m.person_id FROM casework_casemember m WHERE m.case_id = bc.old AND m.part = 'child')"
    run(copied("people_family", {"id": "bc.family_id", "reference": "'B' || bc.n"},
               "t.id = (SELECT c.family_id FROM casework_case c WHERE c.id = bc.old)"))  # fmt: skip
    run(copied("people_person", {"id": "bc.adult"}, f"t.id = {mothers}"))
    run(copied("people_person", {"id": "bc.child"}, f"t.id = {children}"))
    own = {"id": "bc.id", "family_id": "bc.family_id", "worker_id": "bc.user_id", "number": "1 + bc.n"}
    run(copied("casework_case", {**own, "reference": "'B-' || bc.n"}, "t.id = bc.old"))
    for name, columns in TABLES.items():
        changed = {"case_id": "bc.id", **dict.fromkeys(columns, "bc.user_id")}
        changed["person_id"] = (
            f"CASE WHEN t.person_id = {children} THEN bc.child WHEN t.person_id IS NULL THEN NULL ELSE bc.adult END"
        )
        if name == "duty":  # what tells duties apart is often the day a clock started
            changed["subject"] = (
                r"CASE WHEN t.subject ~ '\d{4}-\d\d-\d\d$'"
                " THEN left(t.subject, -10) || (right(t.subject, 10)::date - bc.later) ELSE t.subject END"
            )
        run(copied(f"casework_{name}", changed, "t.case_id = bc.old"))
        print(".", end="", file=sys.stderr, flush=True)


def copied(name: str, changed: dict[str, str], old: str) -> str:
    """The template's rows of a table for every case, its days moved a little back."""
    from django.apps import apps
    from django.db.models import DateField, DateTimeField

    model = next(one for one in apps.get_models() if one._meta.db_table == name)
    values = {"uuid": "gen_random_uuid()", "unit_id": "bc.unit_id", "recorded_by_id": "bc.user_id", **changed}
    columns, sources = [], []
    for field in model._meta.concrete_fields:
        if field.column == "id" and "id" not in changed:
            continue
        moved = isinstance(field, DateField) and not isinstance(field, DateTimeField)
        kept = f"t.{field.column} - bc.later" if moved else f"t.{field.column}"
        columns.append(field.column)
        sources.append(values.get(field.column, kept))
    return f"INSERT INTO {name} ({', '.join(columns)}) SELECT {', '.join(sources)} FROM bc JOIN {name} t ON {old}"


if __name__ == "__main__":
    sys.exit(main())
