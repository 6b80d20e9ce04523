"""Facts of a country that does not exist: two million people, fifty million events, written as Parquet by DuckDB.

Everything follows from row numbers, so that two machines make the same facts. The words (kinds, services, rules,
answers) are those of the packs, so that every indicator finds what it looks for.
"""

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

import duckdb

from tirek.outcomes.engine.model import TABLES
from tirek.programmes.engine.form import compile_form
from tirek.programmes.engine.pack import Pack
from tirek.programmes.engine.pack_folder import load_pack

ROOT = Path(__file__).parents[1]
ON = date(2026, 11, 22)
BEGIN, DAYS = "DATE '2022-01-01'", 1_700
OPEN = "DATE '9999-12-31'"
UNITS = 400
ACTS = ("visit", "contact", "service", "assessment", "risk", "plan", "task", "approval", "consent", "follow_up")

#: h(i, salt): a number that looks random and is not. ``later``: so many days after, never past the day of the facts.
MACROS = f"""
CREATE MACRO h(i, salt) AS (hash(i * 1009 + salt) % 1000003)::BIGINT;
CREATE MACRO key(i, salt) AS (hash(i * 31 + salt * 7919) >> 1)::BIGINT;
CREATE MACRO later(start, n) AS LEAST(start + n::INTEGER, DATE '{ON}');
CREATE MACRO unit_of(i) AS 'u' || lpad((h(i, 1) % {UNITS})::VARCHAR, 3, '0');
CREATE MACRO house_of(i) AS 'o' || lpad(((h(i, 1) % {UNITS}) // 8)::VARCHAR, 2, '0');
"""


def write_facts(folder: Path, people: int, acts: int, services: int, regions: Iterable[str]) -> dict[str, list[Path]]:
    """All tables of the model into a folder; the files of each table. Acts and services are split by month."""
    folder.mkdir(parents=True, exist_ok=True)
    base = duckdb.connect()
    base.execute(MACROS)
    _words(base, [load_pack(path.parent) for path in sorted((ROOT / "packs").glob("*/pack.yaml"))])
    base.execute("CREATE TABLE regions AS SELECT row_number() OVER () - 1 AS n, code FROM unnest($1) AS t(code)",
                 [sorted(regions)])  # fmt: skip
    cases = people * 6 // 10
    selects = _tables(people, cases, acts, services)
    missing = set(TABLES) - set(selects)
    assert not missing, missing
    files = {}
    for name, select in selects.items():
        files[name] = _write(base, folder, name, select)
        if name == "cases":  # the other tables of a case take its programme, unit and days from here
            base.execute(f"CREATE TABLE case_days AS SELECT row_number() OVER (ORDER BY n) - 1 AS n, * EXCLUDE n "
                         f"FROM ({select})")  # fmt: skip
            base.execute("CREATE VIEW child_days AS SELECT c.* FROM case_days c JOIN programmes p USING (programme) "
                         "WHERE p.child")  # fmt: skip
    return files


def _write(base: duckdb.DuckDBPyConnection, folder: Path, name: str, select: str) -> list[Path]:
    table = TABLES[name]
    columns = ", ".join(column.name for column in table.columns)
    if not table.month:
        path = folder / f"{name}.parquet"
        base.execute(f"COPY (SELECT {columns} FROM ({select})) TO '{path}' (FORMAT parquet, COMPRESSION zstd)")
        return [path]
    inside = folder / name
    base.execute(
        f"COPY (SELECT {columns}, strftime({table.month}, '%Y-%m') AS month FROM ({select})) TO '{inside}' "
        "(FORMAT parquet, COMPRESSION zstd, PARTITION_BY (month), OVERWRITE_OR_IGNORE)"
    )
    return sorted(inside.glob("*/*.parquet"))


# The words of the packs ------------------------------------------------------------------------------------


def _words(base: duckdb.DuckDBPyConnection, packs: list[Pack]) -> None:
    """Lists of the packs as tables, each row with its number within its programme."""

    def made(name: str, columns: str, rows: list[tuple[Any, ...]]) -> None:
        base.execute(f"CREATE TABLE {name} ({columns})")
        base.executemany(f"INSERT INTO {name} VALUES ({', '.join('?' * len(rows[0]))})", rows)

    made("programmes", "n BIGINT, programme VARCHAR, child BOOLEAN",
         [(n, pack.pack.code, pack.pack.subject == "child") for n, pack in enumerate(packs)])  # fmt: skip
    kinds, services, grounds, rules, outcomes, answers, chosen = [], [], [], [], [], [], []
    for pack in packs:
        code = pack.pack.code
        others = [(track, kind) for track in pack.episodes.tracks if track.code != "care" for kind in track.kinds]
        for n, (track, kind) in enumerate(others):
            marks = "".join(f"{item.code};" for item in track.particulars[:2])
            kinds.append((code, n, len(others), track.code, kind.code, kind.setting, kind.moment,
                          [item.code for item in track.entry_reasons] or [""],
                          [item.code for item in track.exit_reasons] or [""],
                          [item.code for item in track.destinations] or [""],
                          [item.code for item in track.known_from] or [""],
                          track.counted_from is not None, f";{marks}" if marks else ""))  # fmt: skip
        given = pack.services.services
        services += [(code, n, len(given), item.code) for n, item in enumerate(given)]
        grounds += [(code, n, len(pack.grounds.grounds), item.code) for n, item in enumerate(pack.grounds.grounds)]
        rules += [(code, n, rule.id) for n, rule in enumerate(pack.rules)]
        ends = pack.closure.outcomes
        outcomes += [(code, n, len(ends), one.code, {True: "yes", False: "no"}.get(one.reached, "unknown"))
                     for n, one in enumerate(ends)]  # fmt: skip
        said = pack.outcome_question.choices
        answers += [(code, n, len(said), one.code, {True: "yes", False: "no"}.get(one.kept, "unknown"))
                    for n, one in enumerate(said)]  # fmt: skip
        for m, instrument in enumerate(pack.instruments.instruments):
            chosen += _choices(code, m, len(pack.instruments.instruments), instrument)
    made("kinds", "programme VARCHAR, n BIGINT, total BIGINT, track VARCHAR, kind VARCHAR, setting VARCHAR, "
         "moment BOOLEAN, entries VARCHAR[], exits VARCHAR[], places VARCHAR[], sources VARCHAR[], counted BOOLEAN, "
         "marks VARCHAR", kinds)  # fmt: skip
    made("services", "programme VARCHAR, n BIGINT, total BIGINT, service VARCHAR", services)
    made("grounds", "programme VARCHAR, n BIGINT, total BIGINT, ground VARCHAR", grounds)
    made("rules", "programme VARCHAR, n BIGINT, rule VARCHAR", rules)
    made("outcomes", "programme VARCHAR, n BIGINT, total BIGINT, outcome VARCHAR, reached VARCHAR", outcomes)
    made("said", "programme VARCHAR, n BIGINT, total BIGINT, answer VARCHAR, kept VARCHAR", answers)
    made("chosen", "programme VARCHAR, n BIGINT, total BIGINT, instrument VARCHAR, bands VARCHAR[], q BIGINT, "
         "question VARCHAR, answers VARCHAR[]", chosen)  # fmt: skip


def _choices(programme: str, number: int, total: int, instrument: Any) -> list[tuple[Any, ...]]:
    """Questions of an instrument that are answered by choosing, with what may be chosen; at most eight."""
    form = compile_form(instrument.text.encode()).data
    bands = [band.code for band in instrument.bands] or [""]
    found: list[tuple[str, list[str]]] = []

    def walk(items: list[dict[str, Any]]) -> None:
        for item in items:
            if "items" in item:
                walk(item["items"])
            elif item.get("list"):
                found.append((item["name"], [one["name"] for one in form["lists"].get(item["list"], [])]))

    walk(form["items"])
    head = (programme, number, total, instrument.code, bands)
    asked = [(question, answers) for question, answers in found if answers][:8]
    return [(*head, q, *one) for q, one in enumerate(asked)] or [(*head, -1, "", [""])]


# The tables ------------------------------------------------------------------------------------------------


def _tables(people: int, cases: int, acts: int, services: int) -> dict[str, str]:
    """The SELECT of each table, in an order in which each finds what it needs."""
    of_case = "c.case_key, c.unit, c.organisation, c.programme"
    return {
        "persons": f"""
SELECT key(i, 1) AS person_key, ['female', 'male'][1 + h(i, 2) % 2] AS sex,
    CASE WHEN h(i, 3) % 200 = 0 THEN {OPEN}
         WHEN i % 5 IN (0, 1, 2) THEN DATE '2007-01-01' + (h(i, 4) % 7000)::INTEGER
         ELSE DATE '1960-01-01' + (h(i, 4) % 16000)::INTEGER END AS born_on,
    CASE WHEN h(i, 3) % 200 = 0 THEN 'unknown' ELSE 'day' END AS birth_precision,
    CASE WHEN h(i, 5) % 400 = 0 THEN {BEGIN} + (h(i, 6) % {DAYS})::INTEGER ELSE {OPEN} END AS died_on,
    coalesce(r.code, 'unknown') AS region,
    CASE WHEN h(i, 8) % 10 < 6 THEN 'unknown' WHEN h(i, 8) % 10 < 9 THEN 'no' ELSE 'yes' END AS disability
FROM range({people}) AS t(i) LEFT JOIN regions r ON r.n = h(i, 7) % 21""",
        "families": f"""
SELECT key(i, 2) AS family_key, 2 + (h(i, 9) % 4)::INTEGER AS people, 1 + (h(i, 9) % 3)::INTEGER AS children,
    coalesce(r.code, 'unknown') AS region
FROM range({cases}) AS t(i) LEFT JOIN regions r ON r.n = h(i, 7) % 21""",
        # Clients 0, 1, 2 of five are children: so are the programmes of their cases.
        "cases": f"""
WITH opened AS (
    SELECT i, {BEGIN} + (h(i, 11) % {DAYS})::INTEGER AS opened_on, 30 + h(i, 12) % 500 AS lasts,
        CASE WHEN i % 5 IN (0, 1, 2) THEN ['family_preservation', 'reunification', 'protection'][1 + h(i, 10) % 3]
             ELSE ['addiction', 'release', 'protection'][1 + h(i, 10) % 3] END AS programme
    FROM range({cases}) AS t(i))
SELECT i AS n, key(i, 3) AS case_key, unit_of(i) AS unit, house_of(i) AS organisation, o.programme,
    key(i, 2) AS family_key, key(i, 1) AS client_key, key(h(i, 13) % 6000, 4) AS worker_key,
    '1.0.0' AS programme_version,
    'hospital' AS call_source, opened_on,
    CASE WHEN opened_on + lasts::INTEGER > DATE '{ON}' THEN {OPEN} ELSE opened_on + lasts::INTEGER END AS closed_on,
    CASE WHEN opened_on + lasts::INTEGER > DATE '{ON}' THEN 'open' ELSE 'closed' END AS state,
    CASE WHEN opened_on + lasts::INTEGER > DATE '{ON}' THEN 'unknown' ELSE e.outcome END AS outcome,
    CASE WHEN opened_on + lasts::INTEGER > DATE '{ON}' THEN 'unknown' ELSE e.reached END AS outcome_reached,
    CASE WHEN opened_on + lasts::INTEGER > DATE '{ON}' THEN 'work' ELSE 'follow_up' END AS stage,
    ['low', 'medium', 'high', 'unassessed'][1 + h(i, 14) % 4] AS risk_level, (h(i, 15) % 50 = 0)::INTEGER AS reopened
FROM opened o JOIN outcomes e ON e.programme = o.programme AND e.n = h(i, 16) % e.total""",
        "members": f"""
SELECT {of_case}, c.client_key AS person_key, CASE WHEN p.child THEN 'child' ELSE 'client' END AS part,
    c.opened_on AS joined_on, {OPEN} AS left_on
FROM case_days c JOIN programmes p USING (programme)
UNION ALL
SELECT {of_case}, key({cases} + h(n, 17) % {max(1, people - cases)}, 1), 'mother', c.opened_on, {OPEN}
FROM case_days c""",
        "grounds": f"""
SELECT {of_case}, g.ground FROM case_days c
JOIN grounds g ON g.programme = c.programme AND g.n IN (h(c.n, 18) % g.total, h(c.n, 19) % g.total)""",
        "acts": f"""
WITH made AS (SELECT i, c.*, later(c.opened_on, h(i, 20) % 500) AS done_on
    FROM (SELECT i, i % {cases} AS n FROM range({acts}) AS t(i)) JOIN case_days c USING (n))
SELECT key(i, 5) AS act_key, {of_case}, {list(ACTS)!r}[1 + h(i, 21) % {len(ACTS)}] AS act,
    ['home', 'office', 'phone', ''][1 + h(i, 22) % 4] AS detail,
    ['yes', 'yes', 'yes', 'no', 'unknown'][1 + h(i, 23) % 5]
    AS reached, worker_key, done_on, later(done_on, CASE WHEN h(i, 24) % 9 = 0 THEN h(i, 25) % 30 ELSE h(i, 25) % 3 END)
    AS recorded_on
FROM made c""",
        "episodes": f"""
WITH care AS (
    SELECT n, 0 AS step, opened_on - (h(n, 30) % 900)::INTEGER AS starts_on,
        later(opened_on, h(n, 31) % 300) AS ended_on,
        ['infant_home', 'childrens_home', 'private_childrens_home', 'foster_family', 'guardianship', 'kin', 'patronage']
        [1 + h(n, 32) % 7] AS kind
    FROM child_days
    UNION ALL
    SELECT n, 1, later(opened_on, h(n, 31) % 300), CASE WHEN h(n, 33) % 100 < 18
        THEN later(later(opened_on, h(n, 31) % 300), 10 + h(n, 34) % 700) ELSE {OPEN} END,
        ['with_mother', 'with_mother', 'with_parents', 'with_father', 'foster_family', 'guardianship'][1 + h(n, 35) % 6]
    FROM child_days
    UNION ALL
    SELECT n, 2, later(later(opened_on, h(n, 31) % 300), 10 + h(n, 34) % 700), {OPEN},
        ['childrens_home', 'support_centre', 'foster_family'][1 + h(n, 36) % 3]
    FROM child_days WHERE h(n, 33) % 100 < 18),
forms AS (SELECT * FROM (VALUES
    ('infant_home', 'residential', 'residential'), ('childrens_home', 'residential', 'residential'),
    ('private_childrens_home', 'residential', 'residential'), ('support_centre', 'residential', 'residential'),
    ('foster_family', 'family_based', 'foster'), ('patronage', 'family_based', 'foster'),
    ('guardianship', 'family_based', 'other_family'), ('kin', 'family_based', 'kinship'),
    ('with_mother', 'own_family', ''), ('with_parents', 'own_family', ''), ('with_father', 'own_family', ''))
    AS t(kind, setting, care_form)),
chain AS (SELECT care.*, f.*, lead(f.setting) OVER (PARTITION BY n ORDER BY step) AS after
    FROM care JOIN forms f USING (kind))
SELECT key(x.n * 4 + step, 6) AS episode_key, {of_case}, c.client_key AS person_key, 'care' AS track, x.kind, setting,
    setting IN ('family_based', 'residential') AS placement, care_form, false AS moment, starts_on,
    CASE WHEN ended_on >= DATE '{ON}' THEN {OPEN} ELSE greatest(ended_on, starts_on) END AS ended_on,
    {OPEN} AS expected_end_on, 'day' AS starts_precision,
    CASE WHEN setting = 'own_family' AND step > 0 THEN 'reunification' WHEN step = 2 THEN 'placement_broke_down'
         ELSE ['parents_request', 'temporary_hardship', 'safety', 'parent_died'][1 + h(x.n, 37) % 4] END
        AS entry_reason,
    CASE WHEN ended_on >= DATE '{ON}' THEN '' ELSE 'family_ready' END AS exit_reason,
    CASE after WHEN 'own_family' THEN 'own_family' WHEN 'family_based' THEN 'family_care'
        WHEN 'residential' THEN 'residential_care' ELSE '' END AS destination,
    CASE after WHEN 'own_family' THEN 'REUNION' WHEN 'family_based' THEN 'FAMILY'
        WHEN 'residential' THEN 'RESIDENTIAL' ELSE '' END AS left_to,
    '' AS known_from, {OPEN} AS counted_from, '' AS particulars, later(starts_on, h(x.n, 38) % 9) AS recorded_on
FROM chain x JOIN case_days c ON c.n = x.n
UNION ALL
SELECT key(c.n * 4 + s.i, 7), {of_case}, c.client_key, k.track, k.kind, k.setting, false, '', k.moment,
    later(c.opened_on, h(c.n * 4 + s.i, 40) % 300),
    CASE WHEN k.moment THEN later(c.opened_on, h(c.n * 4 + s.i, 40) % 300) + 1
         WHEN h(c.n * 4 + s.i, 41) % 2 = 0 THEN {OPEN}
         ELSE later(later(c.opened_on, h(c.n * 4 + s.i, 40) % 300), 1 + h(c.n * 4 + s.i, 42) % 400) END,
    {OPEN}, 'day', k.entries[1 + h(c.n, 43) % len(k.entries)], k.exits[1 + h(c.n, 44) % len(k.exits)],
    k.places[1 + h(c.n, 45) % len(k.places)], '', k.sources[1 + h(c.n, 46) % len(k.sources)],
    CASE WHEN k.counted THEN c.opened_on ELSE {OPEN} END, k.marks, later(c.opened_on, h(c.n * 4 + s.i, 40) % 300)
FROM case_days c CROSS JOIN range(3) AS s(i)
JOIN kinds k ON k.programme = c.programme AND k.n = h(c.n * 4 + s.i, 47) % k.total""",
        "services": f"""
WITH made AS (SELECT i, c.*, later(c.opened_on, h(i, 50) % 400) AS done_on
    FROM (SELECT i, i % {cases} AS n FROM range({services}) AS t(i)) JOIN case_days c USING (n))
SELECT key(i, 8) AS service_key, {of_case}, CASE WHEN h(i, 51) % 5 = 0 THEN 0 ELSE c.client_key END AS person_key,
    s.all[1 + h(i, 54) % len(s.all)] AS service, 1.0 + h(i, 52) % 3 AS quantity, done_on,
    later(done_on, h(i, 53) % 10) AS recorded_on
FROM made c
JOIN (SELECT programme, list(service ORDER BY n) AS all FROM services GROUP BY programme) s USING (programme)""",
        "assessments": f"""
WITH forms AS (SELECT DISTINCT programme, n, total, instrument, bands FROM chosen)
SELECT key(c.n * 2 + s.i, 9) AS assessment_key, {of_case}, c.client_key AS person_key, f.instrument,
    (h(c.n * 2 + s.i, 60) % 20)::DOUBLE AS score, f.bands[1 + h(c.n, 61) % len(f.bands)] AS band,
    h(c.n, 62) % 40 = 0 AS critical, later(c.opened_on, h(c.n * 2 + s.i, 63) % 120) AS done_on,
    later(c.opened_on, h(c.n * 2 + s.i, 63) % 120 + 1) AS recorded_on
FROM case_days c CROSS JOIN range(2) AS s(i)
JOIN forms f ON f.programme = c.programme AND f.n = h(c.n * 2 + s.i, 64) % f.total""",
        "answers": """
SELECT key(c.n * 2 + s.i, 9) AS assessment_key, f.question, f.answers[1 + h(c.n * 2 + s.i, 65 + f.q) % len(f.answers)]
    AS answer
FROM case_days c CROSS JOIN range(2) AS s(i)
JOIN chosen f ON f.programme = c.programme AND f.n = h(c.n * 2 + s.i, 64) % f.total AND f.q >= 0""",
        "risks": f"""
SELECT {of_case}, key(c.n, 13) AS risk_key, ['low', 'medium', 'high'][1 + h(c.n, 75) % 3] AS level, '' AS proposed,
    later(c.opened_on, h(c.n, 76) % 30) AS done_on FROM case_days c""",
        "plans": f"""
SELECT key(c.n, 10) AS plan_key, {of_case}, 1 AS version, 'approved' AS state, later(c.opened_on, h(c.n, 77) % 40) AS
    written_on, CASE WHEN h(c.n, 78) % 8 = 0 THEN {OPEN} ELSE later(c.opened_on, h(c.n, 77) % 40 + 3) END AS agreed_on,
    5 AS steps, (h(c.n, 79) % 6)::INTEGER AS steps_done FROM case_days c""",
        "approvals": f"""
SELECT {of_case}, ['plan', 'closure'][1 + s.i] AS kind, CASE WHEN h(c.n * 2 + s.i, 80) % 20 = 0 THEN 'waiting'
    ELSE 'approved' END AS decision, later(c.opened_on, 20 + 200 * s.i) AS asked_on,
    CASE WHEN h(c.n * 2 + s.i, 80) % 20 = 0 THEN {OPEN}
         ELSE later(c.opened_on, 20 + 200 * s.i + h(c.n, 81) % 12) END AS decided_on
FROM case_days c CROSS JOIN range(2) AS s(i)""",
        "follow_ups": f"""
SELECT {of_case}, key(c.n * 16 + m.months, 11) AS follow_up_key, m.months, c.closed_on AS counted_from,
    (c.closed_on + to_months(m.months))::DATE AS due_on,
    (c.closed_on + to_months(m.months))::DATE + 30 AS closes_on,
    CASE WHEN held THEN (c.closed_on + to_months(m.months))::DATE ELSE {OPEN} END AS held_on,
    CASE WHEN NOT held THEN 'unknown' WHEN reached THEN 'yes' ELSE 'no' END AS reached,
    CASE WHEN held AND reached THEN a.answer ELSE '' END AS answer,
    CASE WHEN held AND reached THEN a.kept ELSE 'unknown' END AS kept
FROM (SELECT *, h(n, 82) % 10 < 8 AS held, h(n, 83) % 10 < 9 AS reached FROM case_days WHERE closed_on < DATE '{ON}') c
CROSS JOIN (VALUES (1), (3), (6), (12)) AS m(months)
JOIN said a ON a.programme = c.programme AND a.n = h(c.n + m.months, 84) % a.total""",
        "duties": f"""
SELECT {of_case}, key(c.n * 64 + c.rn, 12) AS duty_key, c.worker_key, c.rule, c.opened_on AS since,
    later(c.opened_on, 5 + c.rn * 7) AS due_on,
    CASE WHEN k < 8 THEN later(c.opened_on, (c.rn * 7 + h(c.n, 85) % 8)::BIGINT) ELSE {OPEN} END AS met_on,
    CASE WHEN k < 6 THEN 'in_time' WHEN k < 8 THEN 'late' WHEN k < 9 THEN 'broken' ELSE 'not_applicable' END AS kept
FROM (SELECT c.*, r.rule, r.n AS rn, h(c.n * 8 + r.n, 86) % 10 AS k
    FROM case_days c JOIN rules r ON r.programme = c.programme AND r.n < 4) c""",
        "consents": f"""
SELECT {of_case}, c.client_key AS person_key, 'support' AS purpose, c.opened_on AS given_on, {OPEN} AS ends_on,
    false AS withdrawn FROM case_days c""",
        "practitioners": f"""
SELECT key(i, 4) AS worker_key, unit_of(i) AS unit, house_of(i) AS organisation, 'worker' AS role,
    DATE '2021-01-01' AS starts_on, {OPEN} AS ends_on FROM range(6000) AS t(i)""",
        "population": """
SELECT r.code AS region, y.y::INTEGER AS year, s.s AS sex, a.a AS age_group, 100000.0 + r.n * 7000 AS people
FROM regions r CROSS JOIN range(2021, 2027) AS y(y) CROSS JOIN (VALUES ('female'), ('male'), ('total')) AS s(s)
CROSS JOIN (VALUES ('0-17'), ('18+'), ('total')) AS a(a)""",
    }  # fmt: skip
