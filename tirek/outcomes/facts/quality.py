"""What may be wrong with records on which figures rest. Each rule: what it is, what mends it, and how it is found.

A query gives ``case_id``, the record's ``uuid``, ``compartment`` and ``unit_id``, and what of it may be told beside the
rule: codes and days, never words of anybody. Only cases that are open or were closed in the last three years are looked
over: earlier ones stand in no figure that is still made.
"""

from dataclasses import dataclass
from typing import Final

from tirek.outcomes.enums import FindingKind
from tirek.programmes.engine.words import Words

MISSING, IMPOSSIBLE, LATE = FindingKind.MISSING, FindingKind.IMPOSSIBLE, FindingKind.LATE

#: What every query may read: the cases that count, and what their packs say of tracks and kinds of episodes.
AROUND: Final = """
    counted AS MATERIALIZED (
        SELECT c.* FROM casework_case c
        WHERE c.closed_on IS NULL OR c.closed_on > %(on)s::date - interval '3 years'
    ), tracks AS MATERIALIZED (
        SELECT i.code, i.version, t ->> 'code' AS track, t FROM programmes_installedpack i
        CROSS JOIN LATERAL jsonb_array_elements(i.content -> 'episodes' -> 'tracks') t
    ), kinds AS MATERIALIZED (
        SELECT t.code, t.version, t.track, n ->> 'code' AS kind, n FROM tracks t
        CROSS JOIN LATERAL jsonb_array_elements(t.t -> 'kinds') n
    ), outcomes AS MATERIALIZED (
        SELECT i.code, i.version, x ->> 'code' AS outcome FROM programmes_installedpack i
        CROSS JOIN LATERAL jsonb_array_elements(i.content -> 'closure' -> 'outcomes') x
    ), instruments AS MATERIALIZED (
        SELECT i.code, i.version, x ->> 'code' AS instrument FROM programmes_installedpack i
        CROSS JOIN LATERAL jsonb_array_elements(i.content -> 'instruments' -> 'instruments') x
    )"""

_MEMBER = """
    SELECT m.case_id, m.uuid, m.compartment, m.unit_id, jsonb_build_object('part', m.part) AS detail
    FROM casework_casemember m JOIN counted c ON c.id = m.case_id
    JOIN people_person p ON p.id = m.person_id AND p.merged_into_id IS NULL
    WHERE m.left_on IS NULL AND """
_CASE = """
    SELECT c.id AS case_id, c.uuid, c.compartment, c.unit_id, '{}'::jsonb AS detail FROM counted c WHERE """
_EPISODE = """
    SELECT e.case_id, e.uuid, e.compartment, e.unit_id,
           jsonb_build_object('track', e.track, 'kind', e.kind, 'on', e.done_on) AS detail
    FROM casework_episode e JOIN counted c ON c.id = e.case_id JOIN people_person p ON p.id = e.person_id
    JOIN tracks t ON (t.code, t.version, t.track) = (c.programme, c.programme_version, e.track)
    JOIN kinds n ON (n.code, n.version, n.track, n.kind) = (c.programme, c.programme_version, e.track, e.kind)
    WHERE """
_WRITTEN_LATE = """
    SELECT e.case_id, e.uuid, e.compartment, e.unit_id,
           jsonb_build_object('on', e.done_on, 'recorded', (e.recorded_at AT TIME ZONE %(zone)s)::date) AS detail
    FROM {table} e JOIN counted c ON c.id = e.case_id
    WHERE (e.recorded_at AT TIME ZONE %(zone)s)::date - e.done_on > {days}"""
_PLACED = "(n.n ->> 'placement')::boolean"
_EXACT = "p.birth_precision = 'day'"


@dataclass(frozen=True)
class QualityRule:
    """One thing that may be wrong, of records of one kind."""

    code: str
    kind: FindingKind
    subject: str
    title: Words
    todo: Words
    query: str


def _rule(code: str, kind: FindingKind, subject: str, query: str, title: Words, todo: Words) -> QualityRule:
    return QualityRule(code, kind, subject, title, todo, query)


RULES: Final = (
    _rule(
        "birth_date_missing", MISSING, "casemember", _MEMBER + "m.part IN ('child', 'client') AND p.birth_date IS NULL",
        Words(kk="Туған күні жазылмаған", ru="Не записана дата рождения", en="The birth date is missing"),
        Words(
            kk="Құжат бойынша жазыңыз; тек жылы белгілі болса, жылын жазыңыз.",
            ru="Запишите по документу; если известен только год, запишите год.",
            en="Write it from a paper; where only the year is known, write the year.",
        ),
    ),
    _rule(
        "sex_missing", MISSING, "casemember",
        _MEMBER + "m.part IN ('child', 'client', 'mother', 'father') AND p.sex = 'unknown'",
        Words(kk="Жынысы жазылмаған", ru="Не записан пол", en="The sex is missing"),
        Words(
            kk="Адамның парағында жазыңыз.", ru="Запишите на странице человека.", en="Write it on the person's page.",
        ),
    ),
    _rule(
        "disability_unasked", MISSING, "casemember",
        f"""{_MEMBER}m.part = 'child' AND p.birth_date <= %(on)s::date - interval '5 years'
            AND EXISTS (SELECT FROM instruments i
                WHERE (i.code, i.version, i.instrument) = (c.programme, c.programme_version, 'washington_group_ss'))
            AND EXISTS (SELECT FROM casework_episode e JOIN kinds n
                ON (n.code, n.version, n.track, n.kind) = (c.programme, c.programme_version, e.track, e.kind)
                WHERE e.case_id = c.id AND e.person_id = p.id AND e.ended_on IS NULL AND {_PLACED})
            AND NOT EXISTS (SELECT FROM casework_assessment a
                WHERE a.person_id = p.id AND a.instrument = 'washington_group_ss')""",  # nosec B608
        Words(
            kk="Отбасынан тыс тәрбиедегі баладан мүгедектік туралы сұралмаған",
            ru="Ребёнок вне семьи, а вопросы об инвалидности не заданы",
            en="A child lives away from its parents and was never asked about disability",
        ),
        Words(
            kk="Вашингтон тобының қысқа сұрақтарын қойыңыз: онсыз есеп мүгедектік бойынша бөлінбейді.",
            ru="Задайте краткие вопросы Вашингтонской группы: без них отчёт не делится по инвалидности.",
            en="Ask the short questions of the Washington Group: without them no report can be split by disability.",
        ),
    ),
    _rule(
        "care_unknown", MISSING, "casemember",
        _MEMBER + """c.state = 'open' AND m.part = 'child' AND c.opened_on < %(on)s::date - 14
            AND coalesce(p.birth_date > %(on)s::date - interval '18 years', true)
            AND EXISTS (SELECT FROM tracks t
                WHERE (t.code, t.version, t.track) = (c.programme, c.programme_version, 'care'))
            AND NOT EXISTS (SELECT FROM casework_episode e WHERE e.person_id = p.id AND e.track = 'care')""",  # nosec B608
        Words(
            kk="Бала кіммен тұратыны жазылмаған", ru="Не записано, с кем живёт ребёнок",
            en="It is not written with whom the child lives",
        ),
        Words(
            kk="«Бала кіммен тұрады» жолында кезеңді бастаңыз.",
            ru="Начните эпизод на дорожке «С кем живёт ребёнок».",
            en="Begin an episode on the track of with whom the child lives.",
        ),
    ),
    _rule(
        "adult_as_child", IMPOSSIBLE, "casemember",
        _MEMBER + f"m.part = 'child' AND {_EXACT} AND p.birth_date <= c.opened_on - interval '18 years'",
        Words(
            kk="Жағдай ашылғанда «бала» 18-ден асқан", ru="«Ребёнку» при открытии случая было 18 или больше",
            en="The child was 18 or older when the case was opened",
        ),
        Words(
            kk="Туған күнін немесе жағдайдағы рөлін түзетіңіз.", ru="Исправьте дату рождения или роль в случае.",
            en="Correct the birth date or the part in the case.",
        ),
    ),
    _rule(
        "region_missing", MISSING, "case",
        _CASE + """c.state = 'open' AND EXISTS (SELECT FROM casework_casemember m WHERE m.case_id = c.id)
            AND NOT EXISTS (SELECT FROM casework_casemember m JOIN people_address a ON a.person_id = m.person_id
                WHERE m.case_id = c.id AND (a.region_id IS NOT NULL OR a.compartment = 'address'))
            AND NOT EXISTS (SELECT FROM casework_episode e WHERE e.case_id = c.id AND e.compartment = 'address')
            AND NOT EXISTS (SELECT FROM casework_casemember m JOIN people_person p ON p.id = m.person_id
                WHERE m.case_id = c.id AND p.sealed)""",  # nosec B608
        Words(kk="Өңірі жазылмаған", ru="Не записан регион", en="The region is missing"),
        Words(
            kk="Отбасының кем дегенде бір мүшесінің мекенжайында өңірін таңдаңыз.",
            ru="Выберите регион в адресе хотя бы одного члена семьи.",
            en="Choose the region in the address of at least one member of the family.",
        ),
    ),
    _rule(
        "nobody_counted", MISSING, "case",
        _CASE + """NOT EXISTS (SELECT FROM casework_casemember m
            WHERE m.case_id = c.id AND m.part IN ('child', 'client'))""",  # nosec B608
        Words(
            kk="Жағдайда бала да, клиент те жоқ", ru="В случае нет ни ребёнка, ни клиента",
            en="Nobody in the case is its child or client",
        ),
        Words(
            kk="Жағдай кім туралы екенін жағдайға қосыңыз.", ru="Добавьте в случай того, о ком он.",
            en="Add to the case whom it is about.",
        ),
    ),
    _rule(
        "outcome_missing", MISSING, "case",
        _CASE + """c.state = 'closed' AND NOT EXISTS (
            SELECT FROM outcomes x
            WHERE (x.code, x.version, x.outcome) = (c.programme, c.programme_version, c.outcome))""",  # nosec B608
        Words(
            kk="Жабылған жағдайдың нәтижесі белгісіз", ru="У закрытого случая нет известного исхода",
            en="The closed case has no outcome that its programme knows",
        ),
        Words(
            kk="Жағдайды қайта ашып, нәтижесімен жабыңыз.", ru="Откройте случай снова и закройте с исходом.",
            en="Reopen the case and close it with an outcome.",
        ),
    ),
    _rule(
        "source_missing", MISSING, "episode",
        _EPISODE + "e.known_from = '' AND jsonb_array_length(t.t -> 'known_from') > 0",
        Words(
            kk="Кезең қайдан белгілі екені жазылмаған", ru="Не записано, откуда известно об эпизоде",
            en="It is not written from whom the episode is known",
        ),
        Words(
            kk="Адамның сөзінен бе, құжаттан ба – кезеңді түзетіп, таңдаңыз.",
            ru="Со слов человека или по документу – выберите, исправив эпизод.",
            en="From the person or from a paper: choose it by correcting the episode.",
        ),
    ),
    _rule(
        "entry_reason_missing", MISSING, "episode", _EPISODE + f"e.entry_reason = '' AND {_PLACED}",
        Words(
            kk="Орналастыру себебі жазылмаған", ru="Не записана причина устройства",
            en="The reason of the placement is missing",
        ),
        Words(
            kk="Бала неге орналастырылғанын кезеңді түзетіп жазыңыз.",
            ru="Запишите, почему ребёнок устроен, исправив эпизод.",
            en="Write why the child was placed by correcting the episode.",
        ),
    ),
    _rule(
        "exit_reason_missing", MISSING, "episode",
        _EPISODE + """e.ended_on IS NOT NULL AND e.exit_reason = '' AND NOT (n.n ->> 'moment')::boolean
            AND jsonb_array_length(t.t -> 'exit_reasons') > 0 AND e.done_on >= c.opened_on""",
        Words(
            kk="Кезең неге аяқталғаны жазылмаған", ru="Не записано, почему эпизод закончился",
            en="It is not written why the episode ended",
        ),
        Words(
            kk="Себебін кезеңді түзетіп таңдаңыз.", ru="Выберите причину, исправив эпизод.",
            en="Choose the reason by correcting the episode.",
        ),
    ),
    _rule(
        "destination_missing", MISSING, "episode",
        _EPISODE + f"""e.ended_on IS NOT NULL AND e.destination = '' AND {_PLACED}
            AND jsonb_array_length(t.t -> 'destinations') > 0""",
        Words(
            kk="Бала қайда шыққаны жазылмаған", ru="Не записано, куда выбыл ребёнок",
            en="It is not written where the child went",
        ),
        Words(
            kk="Кезеңді түзетіп, қайда шыққанын таңдаңыз: онсыз бала ешбір шығу көрсеткішіне кірмейді.",
            ru="Исправьте эпизод и выберите, куда: иначе ребёнок не попадёт ни в один показатель выбытия.",
            en="Choose where to by correcting the episode: without it the child is in no figure of exits.",
        ),
    ),
    _rule(
        "release_day_missing", MISSING, "episode", _EPISODE + "e.track = 'offence' AND e.counted_from IS NULL",
        Words(
            kk="Құқық бұзушылық қай күннен бері саналатыны белгісіз",
            ru="Неизвестно, от какого дня считать правонарушение",
            en="It is not known from which day the offence counts",
        ),
        Words(
            kk="Босатылған күнін немесе пробация басталған күнді жазыңыз.",
            ru="Запишите день освобождения или начала пробации.",
            en="Write the day of release or of the start of probation.",
        ),
    ),
    _rule(
        "gap_in_care", MISSING, "episode",
        """
    SELECT case_id, uuid, compartment, unit_id, jsonb_build_object('track', track, 'kind', kind, 'on', done_on,
           'since', before) AS detail
    FROM (SELECT e.*, max(coalesce(e.ended_on, 'infinity')) OVER (PARTITION BY e.person_id, e.unit_id
              ORDER BY e.done_on, e.id ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS before
          FROM casework_episode e JOIN counted c ON c.id = e.case_id WHERE e.track = 'care') e
    WHERE e.done_on - e.before > 7 AND isfinite(e.before)""",
        Words(
            kk="Арасында бала қайда болғаны белгісіз күндер бар", ru="Есть дни, о которых неизвестно, где жил ребёнок",
            en="There are days of which it is not known where the child lived",
        ),
        Words(
            kk="Аралықты жазыңыз немесе күндерді түзетіңіз.", ru="Запишите промежуток или исправьте даты.",
            en="Write down the time between, or correct the days.",
        ),
    ),
    _rule(
        "episode_before_birth", IMPOSSIBLE, "episode",
        _EPISODE + f"{_EXACT} AND e.starts_precision = 'day' AND e.done_on < p.birth_date",
        Words(
            kk="Кезең туған күнінен бұрын басталған", ru="Эпизод начался до рождения",
            en="The episode begins before the birth",
        ),
        Words(
            kk="Туған күнін немесе кезеңнің басын түзетіңіз.", ru="Исправьте дату рождения или начало эпизода.",
            en="Correct the birth date or the first day of the episode.",
        ),
    ),
    _rule(
        "episode_after_death", IMPOSSIBLE, "episode",
        _EPISODE + """p.died_precision = 'day' AND p.died_on IS NOT NULL
            AND (e.done_on > p.died_on OR coalesce(e.ended_on, %(on)s::date) > p.died_on + 1)""",
        Words(
            kk="Кезең қайтыс болғаннан кейін жалғасады", ru="Эпизод продолжается после смерти",
            en="The episode goes on after the death",
        ),
        Words(
            kk="Кезеңді сол күні аяқтаңыз немесе күндерді түзетіңіз.",
            ru="Закончите эпизод тем днём или исправьте даты.", en="End the episode on that day, or correct the days.",
        ),
    ),
    _rule(
        "offence_in_custody", IMPOSSIBLE, "episode",
        _EPISODE + """e.track = 'offence' AND EXISTS (SELECT FROM casework_episode x
            WHERE x.person_id = e.person_id AND x.unit_id = e.unit_id AND x.track = 'custody'
              AND x.done_on < e.counted_from AND (x.ended_on IS NULL OR e.done_on < x.ended_on))""",  # nosec B608
        Words(
            kk="Құқық бұзушылық босатылудан бұрын", ru="Правонарушение раньше освобождения",
            en="The offence lies before the release",
        ),
        Words(
            kk="Күндерді түзетіңіз: босатылғанға дейінгі оқиға қайталама құқық бұзушылық емес.",
            ru="Исправьте даты: случившееся до освобождения – не повторное правонарушение.",
            en="Correct the days: what happened before the release is no new offence.",
        ),
    ),
    _rule(
        "grown_up_in_care", IMPOSSIBLE, "episode",
        _EPISODE + f"""{_PLACED} AND e.ended_on IS NULL AND e.track = 'care' AND e.kind <> 'adoption'
            AND p.birth_date <= %(on)s::date - interval '18 years'""",
        Words(
            kk="18-ге толған адам әлі тәрбиеде тұр", ru="Человеку уже 18, а он всё ещё числится в устройстве",
            en="Somebody of 18 or older is still in a child's placement",
        ),
        Words(
            kk="Кәмелетке толған күні кезеңді аяқтаңыз.", ru="Закончите эпизод днём совершеннолетия.",
            en="End the episode on the day the child came of age.",
        ),
    ),
    _rule(
        "planned_end_passed", LATE, "episode",
        _EPISODE + "e.ended_on IS NULL AND e.expected_end_on < %(on)s::date - 14",
        Words(
            kk="Жоспарланған аяқталу күні өтіп кеткен", ru="Запланированный конец эпизода прошёл",
            en="The planned end of the episode has passed",
        ),
        Words(
            kk="Кезеңді аяқтаңыз немесе жаңа күнін жазыңыз.", ru="Закончите эпизод или запишите новый срок.",
            en="End the episode or write the new day.",
        ),
    ),
    _rule(
        "episode_written_late", LATE, "episode",
        _WRITTEN_LATE.format(table="casework_episode", days=30) + " AND e.done_on >= c.opened_on",
        Words(
            kk="Кезең бір айдан кейін жазылған", ru="Эпизод записан больше чем через месяц",
            en="The episode was written down more than a month later",
        ),
        Words(
            kk="Күні дұрыс па, тексеріңіз; келесіде бірден жазыңыз.",
            ru="Проверьте, верен ли день; в следующий раз пишите сразу.",
            en="Check that the day is right; write the next one at once.",
        ),
    ),
    _rule(
        "visit_written_late", LATE, "visit", _WRITTEN_LATE.format(table="casework_visit", days=14),
        Words(
            kk="Үйге бару екі аптадан кейін жазылған", ru="Посещение записано больше чем через две недели",
            en="The visit was written down more than two weeks later",
        ),
        Words(
            kk="Күні дұрыс па, тексеріңіз; келесіде сол күні жазыңыз.",
            ru="Проверьте, верен ли день; в следующий раз пишите в тот же день.",
            en="Check that the day is right; write the next one on the same day.",
        ),
    ),
    _rule(
        "contact_written_late", LATE, "contact", _WRITTEN_LATE.format(table="casework_contact", days=14),
        Words(
            kk="Байланыс екі аптадан кейін жазылған", ru="Контакт записан больше чем через две недели",
            en="The contact was written down more than two weeks later",
        ),
        Words(
            kk="Күні дұрыс па, тексеріңіз; келесіде сол күні жазыңыз.",
            ru="Проверьте, верен ли день; в следующий раз пишите в тот же день.",
            en="Check that the day is right; write the next one on the same day.",
        ),
    ),
    _rule(
        "follow_up_missed", MISSING, "followup",
        """
    SELECT e.case_id, e.uuid, e.compartment, e.unit_id,
           jsonb_build_object('months', e.months, 'on', e.closes_on) AS detail
    FROM casework_followup e JOIN counted c ON c.id = e.case_id
    WHERE e.dropped_on IS NULL AND e.held_on IS NULL AND e.closes_on < %(on)s""",
        Words(
            kk="Кейінгі бақылау мерзімі жауапсыз өтті", ru="Срок последующего наблюдения прошёл без ответа",
            en="The time of the follow-up passed without an answer",
        ),
        Words(
            kk="Келесі бақылауда сұраңыз: көрсеткіште бұл отбасы «белгісіз» болып тұрады.",
            ru="Спросите при следующем наблюдении: в показателе эта семья остаётся «неизвестно».",
            en="Ask at the next follow-up: in the figure this family stands as not known.",
        ),
    ),
)  # fmt: skip

BY_CODE: Final = {rule.code: rule for rule in RULES}
