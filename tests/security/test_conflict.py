"""Files kept apart: whoever is on the other side cannot learn that she is a client, by no address and no function.

Two proofs. What names her answers like what names nobody, byte for byte. And what names nobody in particular (lists,
counts, searches, previews) answers after her file came into being like before it, byte for byte.
"""

import random
import re
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection, transaction
from django.urls import get_resolver, reverse

from tests.builders import PROGRAMME, make_user
from tests.security.addresses import address, every_name
from tests.security.figures import Figure
from tests.security.test_foreign_ids import foreign_parents
from tests.security.test_matrix import Browsers, said
from tests.security.world import Full, Secrets, World, full_family
from tirek.access.models import Membership, User
from tirek.casework.actions.cases import open_case
from tirek.casework.models import Case
from tirek.kernel.clock import today
from tirek.kernel.problems import Missing, Problem, Refused
from tirek.people.actions.conflicts import keep_apart
from tirek.people.actions.details import add_name
from tirek.people.actions.families import NewMember, form_family
from tirek.people.actions.intake import register_person
from tirek.people.actions.merging import merge_persons
from tirek.people.engine.names import NewName
from tirek.people.models import DuplicatePair, Person
from tirek.people.vault import find_keys
from tirek.toolkit.postgresql.user import acting_as

SEED = 71
#: What differs from one answer to the next whoever asks: tokens, references of forms, times in headers.
PASSING = re.compile(
    r'csrfmiddlewaretoken" value="[^"]+|csrftoken=\w+|name="client_ref" value="[^"]+|"client_ref": "[^"]+'
    r"|\"\w{64}\"|'Expires': '[^']+'|expires=[^;]+|sessionid=\w+"
    r"|\d\d\.\d\d\.\d{4} \d\d:\d\d"  # the minute at which a page would be printed
    r"|Date\(D:\d+Z\)|Date>[-\dT:+]+<|/ID ?\[[^\]]+\]|InstanceID>[^<]+"
)

UUIDS = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


DOCS = Path(__file__).parents[2] / "docs" / "conflicts.md"
#: Tables that point to a case, a family or a person, may be read, and lack the policy.
UNGUARDED = """
SELECT DISTINCT c.relname FROM pg_constraint k
JOIN pg_class c ON c.oid = k.conrelid AND c.relnamespace = 'public'::regnamespace
WHERE k.contype = 'f' AND k.confrelid::regclass::text IN ('people_person', 'people_family', 'casework_case')
  AND has_table_privilege('tirek_app', c.oid, 'SELECT') AND NOT EXISTS (
    SELECT FROM pg_policies p WHERE p.tablename = c.relname AND p.policyname = 'kept_apart'
    AND p.permissive = 'RESTRICTIVE')
"""


@dataclass
class Stage:
    """The world, the man with a file in the same unit and one in another, and who works for him."""

    world: World
    man: Person
    case: Case
    far_man: Person
    abuser: User
    keeper: User
    blocked: dict[str, User] = field(default_factory=dict)
    hers: Full | None = None
    closed: Full | None = None


def his_file(worker: User, given: str) -> tuple[Person, Case]:
    """A man, and in his family a wife as he tells of her."""
    unit = worker.memberships.get().unit
    man = register_person(
        actor=worker, unit=unit.uuid, names=[NewName(script="kk", surname="Бөгенбаев", given_name=given)], sex="male",
        birth_date=date(1988, 3, 4),
    )  # fmt: skip
    wife = register_person(actor=worker, unit=unit.uuid, names=[NewName(script="kk", given_name="Сәуле")], sex="female")
    family = form_family(
        actor=worker, unit=unit.uuid, members=[NewMember(man.uuid, "father"), NewMember(wife.uuid, "mother")]
    )
    case = open_case(
        actor=worker, unit=unit.uuid, family=family.uuid, programme=PROGRAMME, call_source="self", on=today(),
        people=[(man.uuid, "father")],
    )  # fmt: skip
    return man, case


@pytest.fixture
def stage(world: World, monkeypatch: pytest.MonkeyPatch) -> Stage:
    """Before she comes."""
    monkeypatch.setattr("tirek.web.entrance.views.PATIENCE", 0)
    house = world.house
    his = make_user("his_worker", house.unit, "worker")
    far = make_user("his_far_worker", house.other_unit, "worker")
    abuser = make_user("abuser", house.unit, "supervisor")
    keeper = make_user("keeper", house.unit, "supervisor")
    Membership.objects.create(user=keeper, unit=house.other_unit, role_id="supervisor", starts_on=today())
    man, case = his_file(his, "Ерғали")
    far_man, _far_case = his_file(far, "Ербол")
    manager = make_user("abuser_in_the_office", house.unit, "manager")
    stage = Stage(world, man, case, far_man, abuser, keeper)
    stage.blocked = {"his_worker": his, "far_worker": far, "supervisor": abuser, "manager": manager}
    return stage


def she_comes(stage: Stage) -> None:
    """Her file with everything in it, a closed one like it and what hangs on them elsewhere; kept apart."""
    house, world = stage.world.house, stage.world
    hers = full_family(house.worker, house.supervisor, house.unit.uuid, seed=SEED)
    closed = full_family(house.worker, house.supervisor, house.unit.uuid, close=True, seed=72)
    add_name(
        actor=house.worker, person=hers.mother.uuid,
        name=NewName(script="ru", surname=hers.secrets("new.surname"), given_name="Сауле"),
    )  # fmt: skip
    again = register_person(
        actor=house.worker, unit=house.unit.uuid, names=[NewName(script="kk", given_name="Сәуле")], sex="female"
    )
    hers.records["merge"] = merge_persons(
        actor=house.supervisor, survivor=hers.mother.uuid, merged=again.uuid, reason=hers.secrets("merge.reason")
    ).uuid
    one, other = sorted((hers.mother, world.full.kin), key=lambda person: person.pk)
    with acting_as(house.supervisor.pk), transaction.atomic():
        pair = DuplicatePair.objects.create(
            one=one, other=other, one_unit_id=one.unit_id, other_unit_id=other.unit_id, probability=0.6, evidence=[]
        )
    hers.records |= {"pair": pair.uuid, "asked": world.full.records["asked"]}
    for family in (hers, closed):
        for whom in (stage.man, stage.far_man):
            keep_apart(actor=stage.keeper, person=family.mother.uuid, against=whom.uuid, reason="қауіп", on=today())
        for user in (stage.abuser, stage.blocked["manager"]):
            hers.records["conflict"] = keep_apart(
                actor=stage.keeper, person=family.mother.uuid, against_user=user.uuid, reason="қауіп", on=today()
            ).uuid
    stage.hers, stage.closed = hers, closed


def words(stage: Stage) -> dict[str, str]:
    """Everything that tells of her: the words written about her, her references and identifiers."""
    told = {}
    for family in (stage.hers, stage.closed):
        assert family is not None
        told |= {f"{family.case.pk}.{place}": word for place, word in family.secrets.words.items()}
        told[f"{family.case.pk}.reference"] = family.case.reference
        told[f"{family.case.pk}.family"] = str(family.case.family.uuid)
        told |= {
            f"{family.case.pk}.{name}": str(uuid)
            for name, uuid in family.records.items()
            if name not in {"draft", "key", "asked"}
        }
    return told


def browsers(stage: Stage) -> Browsers:
    """Logged in as each of the blocked."""

    class Blocked:
        actors = dict(stage.blocked)

    return Browsers(Blocked())  # type: ignore[arg-type]


def text_of(response: Any) -> str:
    body = b"".join(response) if response.streaming else response.content
    return body.decode(errors="replace") + str(dict(response.headers)) + str(response.cookies)


def takes(name: str) -> set[str]:
    [(_text, parameters)] = get_resolver().reverse_dict.getlist(name)[0][0][:1]
    return set(parameters)


def plain_answers(stage: Stage, ask: Browsers) -> dict[tuple[str, str], str]:
    """What every address that names nobody in particular answers, lists and counts and searches, to each of them."""
    urls = {name: reverse(name) for name in every_name() if not takes(name) and name not in {"draft_token", "healthz"}}
    urls |= {f"search {q}": f"{reverse('person_search')}?q={q}" for q in SPELLINGS}
    urls |= {f"cases {q}": f"{reverse('caseload')}?whose=team&state=&q={q}" for q in ("H1-", "Zq", "Сынақ")}
    family, case = stage.case.family.uuid, stage.case.uuid
    urls |= {name: reverse(name, args=[family]) for name in ("family", "genogram", "eco_map", "family_print")}
    urls |= {name: reverse(name, args=[case]) for name in
             ("case_file", "journal", "life_line", "access_log", "assign", "plan_print")}  # fmt: skip
    urls |= {"man": reverse("person", args=[stage.man.uuid]), "log": f"{reverse('access_log', args=[case])}?all=1"}
    found = {}
    for actor in stage.blocked:
        for name, url in urls.items():
            response = ask.ask(actor, "GET", url)
            found[actor, name] = said(response) + PASSING.sub("", text_of(response))
    return found


SPELLINGS = [
    "Сәуле", "Сауле", "Saule", "Zqab", "Zqcd", "Сәуле Бөгенбаев", "Сәуле 2001", "Сауле Бөгенбаева 2001",
    "01.05.2001", "+77001112233",
]  # fmt: skip


def asked(query: str, *params: object) -> str:
    with connection.cursor() as cursor:
        cursor.execute(query, params)
        return repr(cursor.fetchall())


def asked_as(user: User, query: str, params: tuple[object, ...] = ()) -> str:
    """What the database answers somebody; whatever the question changes is undone."""
    with acting_as(user.pk), transaction.atomic():
        try:
            return asked(query, *params)
        finally:
            transaction.set_rollback(True)


def readable() -> list[str]:
    """Every table and view the application's role may read."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relkind IN ('r', 'p', 'v') AND relnamespace = 'public'::regnamespace"
            " AND has_table_privilege(oid, 'SELECT') ORDER BY 1"
        )
        return [row[0] for row in cursor.fetchall()]


def functions(stage: Stage, family: Full | None) -> dict[str, tuple[str, tuple[object, ...]]]:
    """Every function of the database that may be asked about somebody, asked about her; or about nobody."""
    nobody = family is None
    case = family.case.pk if family else 10**9
    person = family.mother.pk if family else 10**9
    uuid = str(family.mother.uuid if family else uuid4())
    record = {name: str(uuid4() if nobody else family.records[name]) for name in ("pair", "merge", "asked")}  # type: ignore[union-attr]
    return {
        "facts": ("SELECT casework_facts(%s)", (case,)),
        "facts_of": ("SELECT * FROM casework_facts_of(%s)", ([case],)),
        "merge_sides": ("SELECT people_merge_sides(%s, %s)", (uuid, str(stage.man.uuid))),
        "pair_records": ("SELECT people_pair_records(%s)", (record["pair"],)),
        "pair_persons": ("SELECT * FROM people_pair_persons(%s)", (record["pair"],)),
        "pair_previews": (
            "SELECT * FROM people_pair_previews(ARRAY(SELECT id FROM people_duplicatepair WHERE uuid = %s), 'kk')",
            (record["pair"],),
        ),
        "names_before": ("SELECT * FROM people_names_before(%s)", (record["merge"],)),
        "standing_for": ("SELECT people_standing_for(%s)", (uuid,)),
        "ask_access": ("SELECT people_ask_access(%s, 'danger', '', (SELECT (access_units())[1]))", (person,)),
        "tell_apart": ("SELECT people_tell_apart(%s, %s, (access_units())[1], 'x')", (person, stage.man.pk)),
        "kept_from": ("SELECT casework_kept_from(%s)", (case,)),
        "alone_in": ("SELECT casework_alone_in(%s)", (case,)),
        "kept_apart": ("SELECT people_kept_apart(%s, %s)", (person, stage.man.pk)),
        "is_protected": ("SELECT people_is_protected(%s)", (person,)),
        "keep_apart": (
            "SELECT people_keep_apart(%s, %s, NULL, 'x', current_date)", (person, stage.man.pk)
        ),
        "end_conflict": (
            "SELECT people_end_conflict((SELECT uuid FROM people_conflict WHERE person_id = %s LIMIT 1), 'x',"
            " current_date)", (person,),
        ),
    }  # fmt: skip


def wide_questions(iins: list[str], persons: list[int], words: list[str]) -> dict[str, tuple[str, tuple[object, ...]]]:
    """Counts, searches and previews, asked with everything that is known of her."""
    hashes = [key for iin in iins for key in find_keys(iin)]
    alike = "SELECT people_alike(%s, %s::date[], %s, %s, %s, %s, %s::bigint[], 500)"
    search = "SELECT * FROM people_search(%s, %s, '{}', %s, %s, %s, %s, 500)"
    preview = "SELECT people_previews(%s, %s, '{}', %s, %s, %s, '{kk}', 'kk')"
    asked_for = {
        "numbers": ("SELECT * FROM casework_numbers(current_date) ORDER BY 1, 2, 3", ()),
        "compliance": (
            "SELECT * FROM casework_compliance(current_date - 90, current_date, current_date) ORDER BY 1, 2, 3", ()
        ),
        "my_requests": ("SELECT * FROM people_my_requests('{kk}', 'kk')", ()),
        "alike": (alike, (hashes, ["2001-05-01"], words, words, words, "", persons)),
    }  # fmt: skip
    for at, word in enumerate(words):
        for cut in (word, word[:6], word[:-2] + "x"):
            asked_for[f"search {at} {cut}"] = (search, ([cut], [cut], None, None, [], ""))
        asked_for[f"preview {at}"] = (preview, ([word], [word], 2001, [], ""))
    asked_for["iin"] = (search, ([], [], None, None, hashes, ""))
    asked_for["preview iin"] = (preview, ([], [], None, hashes, ""))
    return asked_for


def answers_to(stage: Stage, questions: dict[str, tuple[str, tuple[object, ...]]]) -> dict[tuple[str, str], str]:
    return {
        (actor, name): asked_as(user, *question)
        for actor, user in stage.blocked.items()
        for name, question in questions.items()
    }


def test_lists_counts_searches_and_functions_answer_as_if_she_were_not_there(stage: Stage, figure: Figure) -> None:
    known = [Secrets(random.Random(SEED))("mother.surname").lower(), "saule", "boken"]
    iin = "850101212345"
    ask = browsers(stage)
    pages, told = plain_answers(stage, ask), answers_to(stage, wide_questions([iin], [], known))
    shown = {name: asked_as(stage.keeper, *question) for name, question in wide_questions([iin], [], known).items()}
    she_comes(stage)
    assert stage.hers is not None
    persons = [stage.hers.mother.pk, stage.hers.child.pk, stage.hers.kin.pk]
    questions = wide_questions([iin], persons, known)
    again, after = answers_to(stage, questions), plain_answers(stage, ask)
    different = [key for key in told if told[key] != again[key]] + [key for key in pages if pages[key] != after[key]]
    leaks = [(key, place) for key, text in after.items() for place, word in words(stage).items() if word in text]
    figure("6 (before and after)", f"{len(pages)} pages and {len(told)} questions to the database by"
                                   f" {len(stage.blocked)} people on the other side: {len(different)} answers differ,"
                                   f" {len(leaks)} canaries")  # fmt: skip
    assert different == []
    assert leaks == []
    # Else the questions might be blind.
    seen = [name for name, question in questions.items() if asked_as(stage.keeper, *question) != shown[name]]
    assert {"numbers", "alike"} <= set(seen)
    assert any(name.startswith("search") for name in seen)


def test_her_identifiers_answer_like_those_of_nobody(stage: Stage, figure: Figure) -> None:
    she_comes(stage)
    ask, told = browsers(stage), words(stage)
    assert stage.hers is not None
    assert stage.closed is not None
    hers = replace(stage.world, full=stage.hers, closed=stage.closed)
    asked_for, different, leaks = 0, [], []
    for name in dict.fromkeys(every_name()):
        url = address(name, hers)
        nobody = UUIDS.sub(lambda found: str(uuid4()) if found[0] in told.values() else found[0], url)
        if nobody == url:
            continue
        for actor in ("his_worker", "supervisor"):
            for method in ("GET", "POST"):
                one, other = (ask.ask(actor, method, at) for at in (url, nobody))
                asked_for += 1
                text = text_of(one).replace(url, nobody)
                if (said(one), PASSING.sub("", text)) != (said(other), PASSING.sub("", text_of(other))):
                    different.append((actor, method, name, said(one), said(other)))
                leaks += [(actor, method, name, place) for place, word in told.items() if word in text]
    figure("6 (addresses)", f"{asked_for} requests with her identifiers, {len(different)} answered otherwise than"
                            f" for nobody, {len(leaks)} canaries")  # fmt: skip
    assert asked_for > 250
    assert different == []
    assert leaks == []


def test_no_row_and_no_function_tells_of_her(stage: Stage, figure: Figure) -> None:
    she_comes(stage)
    told = words(stage)
    rows, tables = [], readable()
    for actor, user in stage.blocked.items():
        for table in tables:
            text = asked_as(user, f'SELECT to_jsonb(t)::text FROM "{table}" t')  # nosec B608
            rows += [(actor, table, place) for place, word in told.items() if word in text]
    # The same questions are not blind: her worker and the supervisor who keeps both read her in most tables.
    kept = [asked_as(stage.keeper, f'SELECT to_jsonb(t)::text FROM "{table}" t') for table in tables]  # nosec B608
    assert sum(any(word in text for word in told.values()) for text in kept) > 25
    of_her, of_nobody = functions(stage, stage.hers), functions(stage, None)
    talking = [
        (actor, name)
        for actor, user in stage.blocked.items()
        for name in of_her
        if asked_as(user, *of_her[name]) != asked_as(user, *of_nobody[name])
    ]
    figure("6 (SQL)", f"{len(tables)} tables and {len(of_her)} functions by {len(stage.blocked)} people on the other"
                      f" side: {len(rows)} words of hers, {len(talking)} functions that answer otherwise")  # fmt: skip
    assert rows == []
    assert talking == []


def test_no_act_takes_or_tells_of_her(stage: Stage, figure: Figure) -> None:
    """Every act with two identifiers, one of them hers, by a supervisor she is protected from."""
    she_comes(stage)
    assert stage.hers is not None
    told = set(words(stage).values()) | {str(one.uuid) for one in (stage.hers.child, stage.hers.kin)}
    attempts = [
        (name, act, {**what, "actor": stage.abuser})
        for name, act, what in foreign_parents(replace(stage.world, other=stage.hers), stage.abuser)
        if any(uuid in repr(what) for uuid in told)
    ]
    accepted, otherwise = [], []
    for name, act, what in attempts:
        hers, nobodys = said_to(act, what), said_to(act, nobody_in(what, told))
        accepted += [name] * (hers == "accepted")
        otherwise += [(name, hers, nobodys)] * (hers != nobodys)
    figure("6 (acts)", f"{len(attempts)} acts with her identifiers, {len(accepted)} accepted,"
                       f" {len(otherwise)} refused otherwise than for nobody")  # fmt: skip
    assert len(attempts) > 25
    assert accepted == []
    assert otherwise == []


def said_to(act: Any, what: dict[str, Any]) -> str:
    try:
        with transaction.atomic():
            act(**what)
            transaction.set_rollback(True)
    except (Refused, Missing, Problem) as refusal:
        return f"{type(refusal).__name__}: {refusal.args} {getattr(refusal, 'params', '')}"
    return "accepted"


def nobody_in(what: Any, told: set[str]) -> Any:
    """The same arguments with identifiers of nobody in the place of hers."""
    if isinstance(what, UUID):
        return uuid4() if str(what) in told else what
    if isinstance(what, dict):
        return {key: nobody_in(value, told) for key, value in what.items()}
    if isinstance(what, list | tuple) and not hasattr(what, "_fields"):
        return type(what)(nobody_in(one, told) for one in what)
    if isinstance(what, NewMember):
        return replace(what, person=nobody_in(what.person, told))
    return what


def test_every_table_and_every_function_beneath_row_security_is_in_the_table_of_the_docs(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT proname FROM pg_proc WHERE prosecdef AND pronamespace = 'public'::regnamespace")
        functions_there = {row[0] for row in cursor.fetchall()}
        cursor.execute(UNGUARDED)
        unguarded = [row[0] for row in cursor.fetchall()]
    rows = [line.split("|")[1] for line in DOCS.read_text().splitlines() if line.startswith("| `")]
    named = set(re.findall(r"`(\w+)`", "".join(rows)))
    assert functions_there - named == set(), "say in docs/conflicts.md what it does about files kept apart"
    assert named - functions_there == set()
    assert unguarded == [], "call people_keep_tables_apart() in the migration of the table"
