"""What the restricted role may do with the queue of background work: put a job into it, nothing else."""

from typing import Any

from tirek.toolkit.postgresql.embedded import APP

# The library's own migrations bring tables and functions with the usual grants, and may bring others one day: so this
# runs after every migration. A job is put in by its owner's right (definer), in the transaction of whoever asks for it.
RIGHTS = rf"""
DO $body$
DECLARE
    thing record;
BEGIN
    FOR thing IN SELECT c.oid::regclass AS name, c.relkind AS kind FROM pg_class c
        WHERE c.relnamespace = 'public'::regnamespace AND c.relname LIKE 'procrastinate\_%' AND c.relkind IN ('r', 'S')
    LOOP
        EXECUTE format('REVOKE ALL ON %s %s FROM PUBLIC, {APP}',
                       CASE thing.kind WHEN 'S' THEN 'SEQUENCE' ELSE 'TABLE' END, thing.name);
    END LOOP;
    FOR thing IN SELECT p.oid::regprocedure AS name, p.proname LIKE 'procrastinate\_defer\_jobs\_%' AS puts_in
        FROM pg_proc p WHERE p.pronamespace = 'public'::regnamespace AND p.proname LIKE 'procrastinate\_%'
    LOOP
        EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC, {APP}', thing.name);
        IF thing.puts_in THEN
            EXECUTE format('ALTER FUNCTION %s SECURITY DEFINER SET search_path = public, pg_temp', thing.name);
            EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO {APP}', thing.name);
        END IF;
    END LOOP;
END $body$
"""  # nosec B608


def restrict_queue(connection: Any) -> None:
    """As the owner, after the migrations. Repeating it changes nothing."""
    with connection.cursor() as cursor:
        cursor.execute(RIGHTS)
