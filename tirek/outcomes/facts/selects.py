"""What is read of the case files for each table of facts: one SELECT a table, with pseudonyms instead of numbers.

Nothing here may name a column that says who somebody is (names, numbers, papers, telephones, streets) or what somebody
wrote; a test plants such words in all of them and looks for them in the files. What is told of persons goes by the
record that stands for them since two were merged.
"""

from typing import Final

from tirek.outcomes.engine.model import MODEL

#: Words that a detail of the journal, an answer or a mark may consist of; anything else stays where it is.
_CODE = "'^[A-Za-z0-9_.-]{1,60}$'"


def _key(kind: str, number: str) -> str:
    return f"outcomes_keyed('{kind}', {number}, k.inner_pad, k.outer_pad)"


def _open(day: str) -> str:
    return f"coalesce({day}, DATE '9999-12-31')"


def _local(moment: str) -> str:
    return f"({moment} AT TIME ZONE %(zone)s)::date"


def _of_case(row: str, table: str, columns: str, more: str = "") -> str:
    """The SELECT of a table whose rows belong to a case."""
    return f"""
        SELECT {_key("case", "c.id")} AS case_key, u.code AS unit, o.code AS organisation, c.programme, {columns}
        FROM outcomes_pseudonymkey k CROSS JOIN {table} {row} JOIN casework_case c ON c.id = {row}.case_id
        JOIN access_unit u ON u.id = {row}.unit_id JOIN access_organisation o ON o.id = u.organisation_id
        {more}"""  # nosec B608


def _whom(row: str) -> str:
    """The person of a row as stands for them today."""
    return f"LEFT JOIN people_person w ON w.id = {row}.person_id"


_PERSON: Final = _key("person", "coalesce(w.merged_into_id, w.id)")

# Who hides has no region, nor has the family through which it would be found. The newest address is the one lived at
# today, else the one that began last.
_WHERE_THEY_LIVE: Final = """
    stands AS (SELECT id AS was, coalesce(merged_into_id, id) AS id FROM people_person),
    hides AS (
        SELECT s.id FROM people_address a JOIN stands s ON s.was = a.person_id
        WHERE a.compartment = 'address' AND (a.ends_on IS NULL OR a.ends_on > %(on)s)
        UNION
        SELECT s.id FROM casework_episode e JOIN stands s ON s.was = e.person_id
        WHERE e.compartment = 'address' AND (e.ended_on IS NULL OR e.ended_on > %(on)s)
        UNION
        SELECT s.id FROM people_person p JOIN stands s ON s.was = p.id WHERE p.sealed OR p.compartment = 'address'
    ),
    homes AS (
        SELECT DISTINCT ON (s.id) s.id, a.region_id, a.ends_on, a.starts_on, a.id AS address
        FROM people_address a JOIN stands s ON s.was = a.person_id
        WHERE a.region_id IS NOT NULL AND a.compartment = 'general' AND s.id NOT IN (SELECT id FROM hides)
        ORDER BY s.id, a.ends_on IS NULL DESC, a.starts_on DESC NULLS LAST, a.id DESC
    ),
    kin AS (
        SELECT DISTINCT f.family_id, s.id FROM people_familymember f JOIN stands s ON s.was = f.person_id
        WHERE f.family_id IN (SELECT family_id FROM casework_case) AND (f.ends_on IS NULL OR f.ends_on > %(on)s)
    ),
    hearths AS (
        SELECT DISTINCT ON (kin.family_id) kin.family_id, homes.region_id
        FROM kin JOIN homes ON homes.id = kin.id
        WHERE kin.family_id NOT IN (SELECT family_id FROM kin WHERE id IN (SELECT id FROM hides))
        ORDER BY kin.family_id, homes.ends_on IS NULL DESC, homes.starts_on DESC NULLS LAST, homes.address DESC
    )"""

PERSONS: Final = f"""
    WITH {_WHERE_THEY_LIVE},
    used AS (SELECT DISTINCT s.id FROM casework_casemember m JOIN stands s ON s.was = m.person_id),
    asked AS (
        SELECT DISTINCT ON (s.id) s.id, a.band
        FROM casework_assessment a JOIN stands s ON s.was = a.person_id
        WHERE a.instrument = 'washington_group_ss' AND a.band <> '' ORDER BY s.id, a.done_on DESC, a.id DESC
    ),
    with_kin AS (
        SELECT DISTINCT ON (kin.id) kin.id, hearths.region_id
        FROM kin JOIN hearths USING (family_id) WHERE kin.id NOT IN (SELECT id FROM hides)
        ORDER BY kin.id, kin.family_id DESC
    )
    SELECT {_key("person", "p.id")} AS person_key, p.sex,
           CASE WHEN p.birth_date IS NULL THEN DATE '9999-12-31'
                WHEN p.birth_precision = 'day' THEN p.birth_date
                WHEN p.birth_precision = 'month' THEN date_trunc('month', p.birth_date)::date + 14
                ELSE make_date(extract(year FROM p.birth_date)::int, 7, 1) END AS born_on,
           CASE WHEN p.birth_date IS NULL THEN 'unknown' ELSE p.birth_precision END AS birth_precision,
           {_open("p.died_on")} AS died_on,
           coalesce(homes.region_id, with_kin.region_id, 'unknown') AS region,
           CASE asked.band WHEN 'with' THEN 'yes' WHEN 'without' THEN 'no' ELSE 'unknown' END AS disability
    FROM outcomes_pseudonymkey k CROSS JOIN used JOIN people_person p ON p.id = used.id
    LEFT JOIN homes ON homes.id = p.id LEFT JOIN with_kin ON with_kin.id = p.id LEFT JOIN asked ON asked.id = p.id"""  # nosec B608

FAMILIES: Final = f"""
    WITH {_WHERE_THEY_LIVE}
    SELECT {_key("family", "f.family_id")} AS family_key, count(p.id)::int AS people,
           count(p.id) FILTER (WHERE p.birth_date > %(on)s - interval '18 years')::int AS children,
           coalesce(min(hearths.region_id), 'unknown') AS region
    FROM (SELECT DISTINCT family_id FROM casework_case) f CROSS JOIN outcomes_pseudonymkey k
    LEFT JOIN kin USING (family_id) LEFT JOIN people_person p ON p.id = kin.id LEFT JOIN hearths USING (family_id)
    GROUP BY f.family_id, k.inner_pad, k.outer_pad"""  # nosec B608

# What a pack says is taken out of its content once: it is far too long to be opened for every row.
CASES: Final = f"""
    WITH reached AS MATERIALIZED (
        SELECT i.code, i.version, x ->> 'code' AS outcome, x ->> 'reached' AS reached FROM programmes_installedpack i
        CROSS JOIN LATERAL jsonb_array_elements(i.content -> 'closure' -> 'outcomes') x
    )
    SELECT {_key("case", "c.id")} AS case_key, u.code AS unit, o.code AS organisation, c.programme,
           {_key("family", "c.family_id")} AS family_key, coalesce({_key("person", "m.id")}, 0) AS client_key,
           {_key("worker", "c.worker_id")} AS worker_key, c.programme_version, c.call_source, c.opened_on,
           {_open("c.closed_on")} AS closed_on, c.state,
           CASE WHEN c.state = 'closed' AND c.outcome <> '' THEN c.outcome ELSE 'unknown' END AS outcome,
           CASE WHEN c.state <> 'closed' THEN 'unknown' WHEN r.reached = 'true' THEN 'yes'
                WHEN r.reached = 'false' THEN 'no' ELSE 'unknown' END AS outcome_reached,
           c.stage, c.risk_level,
           (SELECT count(*)::int FROM casework_entry e WHERE e.case_id = c.id AND e.kind = 'case_reopened') AS reopened
    FROM outcomes_pseudonymkey k CROSS JOIN casework_case c
    LEFT JOIN reached r ON (r.code, r.version, r.outcome) = (c.programme, c.programme_version, c.outcome)
    JOIN access_unit u ON u.id = c.unit_id JOIN access_organisation o ON o.id = u.organisation_id
    LEFT JOIN LATERAL (
        SELECT coalesce(w.merged_into_id, w.id) AS id
        FROM casework_casemember m JOIN people_person w ON w.id = m.person_id
        WHERE m.case_id = c.id
        ORDER BY array_position(ARRAY['client','child','mother','father','carer','relative','other'], m.part::text),
                 m.left_on IS NOT NULL, m.id LIMIT 1) m ON true"""  # nosec B608

GROUNDS: Final = f"""
    SELECT DISTINCT {_key("case", "c.id")} AS case_key, u.code AS unit, o.code AS organisation, c.programme, g AS ground
    FROM outcomes_pseudonymkey k CROSS JOIN casework_case c
    JOIN access_unit u ON u.id = c.unit_id JOIN access_organisation o ON o.id = u.organisation_id
    CROSS JOIN LATERAL jsonb_array_elements_text(c.grounds) g WHERE g ~ {_CODE}"""  # nosec B608

# Of an act's detail the one word that says what it was about.
_DETAIL: Final = """CASE e.kind
    WHEN 'visit' THEN e.detail ->> 'place' WHEN 'contact' THEN e.detail ->> 'channel'
    WHEN 'service' THEN e.detail ->> 'service' WHEN 'assessment' THEN e.detail ->> 'instrument'
    WHEN 'episode_started' THEN e.detail ->> 'track' WHEN 'episode_ended' THEN e.detail ->> 'track'
    WHEN 'consent' THEN e.detail ->> 'purpose' WHEN 'consent_withdrawn' THEN e.detail ->> 'purpose'
    WHEN 'case_closed' THEN e.detail ->> 'outcome' WHEN 'risk_rated' THEN e.detail ->> 'level'
    ELSE e.detail ->> 'about' END"""
ACTS: Final = _of_case(
    "e",
    "casework_entry",
    f"""{_key("act", "e.id")} AS act_key, e.kind AS act,
        coalesce((SELECT d FROM (SELECT {_DETAIL}) x(d) WHERE d ~ {_CODE}), '') AS detail,
        CASE e.detail ->> 'reached' WHEN 'true' THEN 'yes' WHEN 'false' THEN 'no' ELSE 'unknown' END AS reached,
        {_key("worker", "e.recorded_by_id")} AS worker_key, e.done_on, {_local("e.recorded_at")} AS recorded_on""",  # nosec B608
)

EPISODES: Final = """
    WITH tracks AS MATERIALIZED (
        SELECT i.code, i.version, t -> 'kinds' AS kinds, t -> 'destinations' AS ends, t ->> 'code' AS track
        FROM programmes_installedpack i
        CROSS JOIN LATERAL jsonb_array_elements(i.content -> 'episodes' -> 'tracks') t
    ), kinds AS MATERIALIZED (
        SELECT t.code, t.version, t.track, n ->> 'code' AS kind, n FROM tracks t
        CROSS JOIN LATERAL jsonb_array_elements(t.kinds) n
    ), ends AS MATERIALIZED (
        SELECT t.code, t.version, t.track, n ->> 'code' AS destination, n ->> 'transmonee' AS left_to FROM tracks t
        CROSS JOIN LATERAL jsonb_array_elements(t.ends) n
    )""" + _of_case(
    "e",
    "casework_episode",
    f"""{_key("episode", "e.id")} AS episode_key, {_PERSON} AS person_key, e.track, e.kind,
        coalesce(n.n ->> 'setting', '') AS setting, coalesce((n.n ->> 'placement')::boolean, false) AS placement,
        coalesce(n.n ->> 'transmonee', '') AS care_form, coalesce((n.n ->> 'moment')::boolean, false) AS moment,
        e.done_on AS starts_on, {_open("e.ended_on")} AS ended_on, {_open("e.expected_end_on")} AS expected_end_on,
        e.starts_precision, e.entry_reason, e.exit_reason, e.destination, coalesce(d.left_to, '') AS left_to,
        e.known_from, {_open("e.counted_from")} AS counted_from,
        CASE WHEN e.particulars = '{{}}' THEN ''
             ELSE ';' || array_to_string(e.particulars, ';') || ';' END AS particulars,
        {_local("e.recorded_at")} AS recorded_on""",
    f"""{_whom("e")}
        LEFT JOIN kinds n ON (n.code, n.version, n.track, n.kind) = (c.programme, c.programme_version, e.track, e.kind)
        LEFT JOIN ends d ON (d.code, d.version, d.track, d.destination)
                          = (c.programme, c.programme_version, e.track, e.destination)""",
)  # nosec B608

SERVICES: Final = _of_case(
    "e",
    "casework_service",
    f"""{_key("service", "e.id")} AS service_key, {_PERSON} AS person_key, e.service, e.quantity::float8 AS quantity,
        e.done_on, {_local("e.recorded_at")} AS recorded_on""",
    _whom("e"),
)

ASSESSMENTS: Final = _of_case(
    "e",
    "casework_assessment",
    f"""{_key("assessment", "e.id")} AS assessment_key, {_PERSON} AS person_key, e.instrument,
        coalesce(e.score, -1)::float8 AS score, e.band, jsonb_array_length(e.critical) > 0 AS critical,
        e.done_on, {_local("e.recorded_at")} AS recorded_on""",
    _whom("e"),
)

# Chosen answers alone: the form says which questions are answered by choosing. What was written is not read.
ANSWERS: Final = f"""
    WITH choices AS MATERIALIZED (
        SELECT DISTINCT v.id, q ->> 'name' AS question FROM programmes_instrumentversion v
        CROSS JOIN LATERAL jsonb_path_query(v.definition, 'strict $.** ? (@.kind starts with "select_")') q
    )
    SELECT {_key("assessment", "e.id")} AS assessment_key, q.question, x.answer
    FROM outcomes_pseudonymkey k CROSS JOIN casework_assessment e
    JOIN choices q ON q.id = e.instrument_version_id
    CROSS JOIN LATERAL (SELECT e.answers -> q.question AS given) g
    CROSS JOIN LATERAL (
        SELECT jsonb_array_elements_text(g.given) AS answer WHERE jsonb_typeof(g.given) = 'array'
        UNION ALL SELECT g.given #>> '{{}}' WHERE jsonb_typeof(g.given) IN ('string', 'number')) x
    WHERE x.answer ~ {_CODE} AND q.question ~ {_CODE}"""  # nosec B608

PLANS: Final = _of_case(
    "e",
    "casework_plan",
    f"""{_key("plan", "e.id")} AS plan_key, e.version::int AS version, e.state, e.done_on AS written_on,
        {_open("e.agreed_on")} AS agreed_on, coalesce(s.n, 0) AS steps, coalesce(s.done, 0) AS steps_done""",
    """LEFT JOIN (SELECT g.plan_id, count(*)::int AS n, (count(*) FILTER (WHERE s.state = 'done'))::int AS done
                  FROM casework_planstep s JOIN casework_plangoal g ON g.id = s.goal_id GROUP BY 1
        ) s ON s.plan_id = e.id""",
)

FOLLOW_UPS: Final = """
    WITH kept AS MATERIALIZED (
        SELECT i.code, i.version, a ->> 'code' AS answer, a ->> 'kept' AS kept FROM programmes_installedpack i
        CROSS JOIN LATERAL jsonb_array_elements(i.content -> 'follow_up' -> 'questions') q
        CROSS JOIN LATERAL jsonb_array_elements(q -> 'choices') a
        WHERE q ->> 'code' = coalesce(i.content -> 'follow_up' ->> 'outcome', 'child_lives')
    )""" + _of_case(
    "e",
    "casework_followup",
    f"""{_key("follow_up", "e.id")} AS follow_up_key, e.months::int AS months, e.counted_from, e.done_on AS due_on,
        e.closes_on, {_open("e.held_on")} AS held_on,
        CASE WHEN e.held_on IS NULL OR e.reached IS NULL THEN 'unknown'
             WHEN e.reached THEN 'yes' ELSE 'no' END AS reached,
        e.outcome AS answer, CASE a.kept WHEN 'true' THEN 'yes' WHEN 'false' THEN 'no' ELSE 'unknown' END AS kept""",
    """LEFT JOIN kept a ON (a.code, a.version, a.answer) = (c.programme, c.programme_version, e.outcome)
        WHERE e.dropped_on IS NULL""",
)  # nosec B608

DUTIES: Final = _of_case(
    "e",
    "casework_duty",
    f"""{_key("duty", "e.id")} AS duty_key, {_key("worker", "c.worker_id")} AS worker_key, e.rule, e.done_on AS since,
        {_open("e.due_on")} AS due_on, {_open("e.met_on")} AS met_on,
        coalesce(casework_kept(e.state, e.done_on, e.due_on, e.met_on, c.closed_on, %(on)s), e.state) AS kept""",
)

PRACTITIONERS: Final = f"""
    SELECT {_key("worker", "m.user_id")} AS worker_key, u.code AS unit, o.code AS organisation, m.role_id AS role,
           m.starts_on, {_open("m.ends_on")} AS ends_on
    FROM outcomes_pseudonymkey k CROSS JOIN access_membership m
    JOIN access_unit u ON u.id = m.unit_id JOIN access_organisation o ON o.id = u.organisation_id"""  # nosec B608

# Of two files about the same people the one that was loaded last.
POPULATION: Final = """
    SELECT DISTINCT ON (p.region, p.year, p.sex, p.age_group)
           p.region, p.year::int AS year, p.sex, p.age_group, p.people::float8 AS people
    FROM outcomes_populationfigure p JOIN outcomes_loaded l ON l.id = p.loaded_id AND l.withdrawn_on IS NULL
    ORDER BY p.region, p.year, p.sex, p.age_group, l.id DESC"""

SELECTS: Final = {
    "persons": PERSONS,
    "families": FAMILIES,
    "cases": CASES,
    "members": _of_case(
        "e", "casework_casemember",
        f"{_PERSON} AS person_key, e.part, e.done_on AS joined_on, {_open('e.left_on')} AS left_on", _whom("e"),
    ),
    "grounds": GROUNDS,
    "acts": ACTS,
    "episodes": EPISODES,
    "services": SERVICES,
    "assessments": ASSESSMENTS,
    "answers": ANSWERS,
    "risks": _of_case("e", "casework_riskrating", "e.level, e.proposed, e.done_on"),
    "plans": PLANS,
    "approvals": _of_case(
        "e", "casework_approval",
        f"e.kind, e.decision, e.done_on AS asked_on, {_open('e.decided_on')} AS decided_on",
    ),
    "follow_ups": FOLLOW_UPS,
    "duties": DUTIES,
    "consents": _of_case(
        "e", "casework_consent",
        f"{_PERSON} AS person_key, e.purpose, e.done_on AS given_on,"
        f" {_open('least(e.valid_until, e.withdrawn_on)')} AS ends_on, e.withdrawn_on IS NOT NULL AS withdrawn",
        _whom("e"),
    ),
    "practitioners": PRACTITIONERS,
    "population": POPULATION,
}  # fmt: skip
assert list(SELECTS) == [table.name for table in MODEL]

#: Tables split by month: the rows they come from, and what besides a row's own change changes its line here.
MONTHS: Final = {
    "acts": ("casework_entry e", "0"),
    "services": (
        "casework_service e LEFT JOIN people_person w ON w.id = e.person_id",
        "hashint8extended(coalesce(w.merged_into_id, 0), e.id)",
    ),
}
