-- Children who returned home: still there after 12 months? Written apart from the definition in tirek/outcomes/cohorts
-- and from the facts, straight over the case files, to check the page. Run it as the owner of the database:
--     psql "$DATABASE" -v on="'2026-11-22'" -v unit="''" -f docs/evidence/still-home.sql
-- An empty unit means all. It gives who entered, the share still home after 365 days (Kaplan-Meier over every ending),
-- and the same in people.
WITH
stands AS (SELECT id AS was, coalesce(merged_into_id, id) AS person FROM people_person),
lives AS (
    SELECT p.id AS person, p.died_on,
           CASE WHEN p.birth_precision = 'day' THEN p.birth_date
                WHEN p.birth_precision = 'month' THEN date_trunc('month', p.birth_date)::date + 14
                ELSE make_date(extract(year FROM p.birth_date)::int, 7, 1) END AS born_on
    FROM people_person p WHERE p.merged_into_id IS NULL),
files AS (
    SELECT c.id AS file, u.code AS unit, c.programme, c.opened_on, c.closed_on, c.state = 'open' AS running,
           c.outcome NOT IN ('', 'lost_contact', 'transferred', 'moved', 'declined_support', 'opened_by_mistake') AS tells
    FROM casework_case c JOIN access_unit u ON u.id = c.unit_id),
people AS (
    SELECT m.case_id AS file, s.person, m.left_on,
           row_number() OVER (PARTITION BY m.case_id ORDER BY array_position(
               ARRAY['client', 'child', 'mother', 'father', 'carer', 'relative', 'other'], m.part::text),
               m.left_on IS NOT NULL, m.id) AS place
    FROM casework_casemember m JOIN stands s ON s.was = m.person_id),
stays AS (
    SELECT s.person, e.case_id AS file, e.track, e.kind, e.done_on AS since, e.ended_on AS till, e.entry_reason AS why,
           e.destination AS went, e.recorded_at AS written
    FROM casework_episode e JOIN stands s ON s.was = e.person_id),
met AS (
    SELECT case_id AS file, done_on AS day FROM casework_entry
    WHERE kind IN ('visit', 'contact', 'service', 'assessment', 'conference', 'plan_agreed', 'episode_started',
                   'episode_ended') AND coalesce(detail ->> 'reached', 'true') <> 'false'),
answers AS (
    SELECT case_id AS file, held_on AS day, outcome AS said FROM casework_followup
    WHERE reached AND dropped_on IS NULL AND held_on IS NOT NULL AND outcome NOT IN ('', 'unknown')),
asked_for AS (SELECT :on ::date AS today, :unit ::text AS unit),
-- What follows needs these tables alone.
clients AS (
    SELECT p.file, p.person FROM people p WHERE NOT EXISTS (
        SELECT 1 FROM people q WHERE q.file = p.file AND q.place < p.place)),
care AS (
    SELECT s.*, CASE
        WHEN kind IN ('with_mother', 'with_father', 'with_parents', 'mothers_house', 'crisis_centre_with_mother')
            THEN 'home'
        WHEN kind IN ('infant_home', 'childrens_home', 'private_childrens_home', 'support_centre', 'foster_family',
                      'professional_foster_family', 'patronage') THEN 'back'
        WHEN kind IN ('kin', 'guardianship', 'guest_family') THEN 'other'
        WHEN kind = 'adoption' THEN 'adopted' END AS place
    FROM stays s, asked_for a WHERE s.track = 'care' AND s.since <= a.today),
placed AS (SELECT * FROM care WHERE place IS NOT NULL),
looks AS (
    SELECT file, day FROM met UNION ALL SELECT file, day FROM answers
    UNION ALL SELECT file, closed_on FROM files WHERE NOT running AND tells AND closed_on IS NOT NULL),
newest AS (SELECT file, max(day) AS day FROM looks, asked_for a WHERE day <= a.today GROUP BY file),
told_of AS (
    SELECT p.person, least(CASE WHEN f.running AND n.day >= a.today - 183 THEN a.today ELSE n.day END,
                           coalesce(p.left_on, a.today)) AS day
    FROM people p JOIN files f ON f.file = p.file JOIN newest n ON n.file = f.file CROSS JOIN asked_for a
    UNION ALL SELECT person, since FROM stays, asked_for a WHERE since <= a.today
    UNION ALL SELECT person, till FROM stays, asked_for a WHERE till <= a.today),
known AS (SELECT person, max(day) AS day FROM told_of GROUP BY person),
returns AS (
    SELECT s.person, s.since AS home_on, min(f.unit) AS unit, min(f.opened_on) AS opened_on
    FROM placed s JOIN files f ON f.file = s.file
    WHERE s.place = 'home'
      AND NOT EXISTS (SELECT 1 FROM placed t WHERE t.person = s.person AND t.since = s.since AND t.place = 'home'
                      AND (t.written, t.file) < (s.written, s.file))
      AND NOT EXISTS (SELECT 1 FROM placed p WHERE p.person = s.person AND p.place = 'home' AND p.since < s.since
                      AND NOT EXISTS (SELECT 1 FROM placed q WHERE q.person = s.person
                                      AND q.since > p.since AND q.since < s.since))
      AND (s.why = 'reunification'
           OR EXISTS (SELECT 1 FROM placed p WHERE p.person = s.person AND p.since < s.since
                      AND (p.place = 'back' OR p.kind IN ('guardianship', 'guest_family'))
                      AND NOT EXISTS (SELECT 1 FROM placed q WHERE q.person = s.person
                                      AND q.since > p.since AND q.since < s.since)))
    GROUP BY s.person, s.since),
endings AS (
    SELECT person, since AS day, place AS what FROM placed WHERE place <> 'home'
    UNION ALL
    SELECT s.person, s.till, CASE s.went WHEN 'residential_care' THEN 'back' WHEN 'family_care' THEN 'other'
        WHEN 'adoption' THEN 'adopted' WHEN 'independent_life' THEN 'of_age' WHEN 'death' THEN 'died' ELSE 'lost' END
    FROM placed s WHERE s.place = 'home' AND s.till IS NOT NULL
      AND NOT EXISTS (SELECT 1 FROM care t WHERE t.person = s.person AND t.since > s.since AND t.since <= s.till)
    UNION ALL
    SELECT c.person, n.day, CASE n.said WHEN 'institution' THEN 'back' WHEN 'other_family' THEN 'other'
        WHEN 'independent' THEN 'of_age' ELSE 'died' END
    FROM answers n JOIN clients c ON c.file = n.file JOIN files f ON f.file = n.file
    WHERE f.programme IN ('reunification', 'family_preservation')
      AND n.said IN ('institution', 'other_family', 'independent', 'died')
    UNION ALL SELECT person, died_on, 'died' FROM lives WHERE died_on IS NOT NULL
    UNION ALL SELECT l.person, CAST(l.born_on + INTERVAL '18 years' AS date), 'of_age' FROM lives l
        JOIN known k ON k.person = l.person WHERE CAST(l.born_on + INTERVAL '18 years' AS date) <= k.day),
ends AS (
    SELECT r.person, r.home_on, min(e.day) AS day FROM returns r
    JOIN endings e ON e.person = r.person AND e.day > r.home_on CROSS JOIN asked_for a
    WHERE e.day <= a.today GROUP BY r.person, r.home_on),
spells AS (
    SELECT r.person, r.home_on, coalesce(n.day, greatest(k.day, r.home_on)) - r.home_on AS days,
           greatest(r.opened_on - r.home_on, 0) AS entry, a.today - r.home_on AS could,
           CASE WHEN n.day IS NULL THEN 'watched'
                WHEN EXISTS (SELECT 1 FROM endings e WHERE e.person = r.person AND e.day = n.day AND e.what = 'back')
                    THEN 'back'
                WHEN EXISTS (SELECT 1 FROM endings e WHERE e.person = r.person AND e.day = n.day AND e.what <> 'lost')
                    THEN 'another' ELSE 'lost' END AS ending
    FROM returns r JOIN known k ON k.person = r.person CROSS JOIN asked_for a
    LEFT JOIN ends n ON n.person = r.person AND n.home_on = r.home_on
    WHERE a.unit = '' OR r.unit = a.unit),
followed AS (SELECT * FROM spells WHERE entry = 0 OR days > entry),
steps AS (
    SELECT f.days, count(*) AS ended,
           (SELECT count(*) FROM followed x WHERE x.days >= f.days AND x.entry < f.days) AS at_risk
    FROM followed f WHERE f.ending IN ('back', 'another') GROUP BY f.days)
SELECT count(*) AS entered,
       (SELECT CASE WHEN NOT EXISTS (SELECT 1 FROM followed) THEN NULL WHEN count(*) = 0 THEN 1 WHEN min(at_risk - ended) = 0 THEN 0
                    ELSE exp(sum(ln(1.0 - CAST(ended AS double precision) / at_risk))) END
        FROM steps WHERE days <= 365) AS still_home_after_a_year,
       sum(CASE WHEN could >= 365 AND NOT (ending IN ('back', 'another') AND days <= 365) AND days >= 365
           THEN 1 ELSE 0 END) AS known_home,
       sum(CASE WHEN could >= 365 AND ending = 'back' AND days <= 365 THEN 1 ELSE 0 END) AS known_back,
       sum(CASE WHEN could >= 365 AND ending = 'another' AND days <= 365 THEN 1 ELSE 0 END) AS known_another,
       sum(CASE WHEN could >= 365 AND ending IN ('watched', 'lost') AND days < 365 THEN 1 ELSE 0 END) AS not_known,
       sum(CASE WHEN could < 365 THEN 1 ELSE 0 END) AS not_yet_a_year
FROM followed;
