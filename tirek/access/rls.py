"""Row security as migration operations, so that one place says what a policy looks like."""

from django.db.migrations import RunSQL

# A door is a unit with a compartment. Most rows are general: for them a list of units is asked, and not one of
# units times compartments, which for a user of the whole country has ten thousand entries.
DOOR = (
    "CASE WHEN compartment = 'general' THEN unit_id = ANY((SELECT access_general_units())::bigint[])"
    " ELSE (unit_id || ':' || compartment) = ANY((SELECT access_doors())::text[]) END"
)


def protect(table: str, reach: str, *, own: str = "false", write: str = "") -> RunSQL:
    """Put a table of case data under row security.

    ``reach`` is an SQL condition that says when a row belongs to what is assigned to the current user; a
    supervisor's unit is always within reach. ``own`` is a condition under which the row is seen even before it
    belongs to a case (a person being taken in). Both hold only behind the row's door: unit and compartment.
    Rows are never deleted by the application, so there is no policy for it.
    """
    seen = f"((unit_id = ANY((SELECT access_file_units())::bigint[])) OR ({reach}) OR ({own})) AND {DOOR}"
    written = write or (f"unit_id = ANY((SELECT access_units())::bigint[]) AND {DOOR}")
    return policies(table, seen=seen, written=written, changed=seen)


def policies(table: str, *, seen: str, written: str, changed: str) -> RunSQL:
    """The three policies of a table: who sees, writes and changes a row."""
    return RunSQL(
        sql=f"""
            ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;
            CREATE POLICY seen ON {table} FOR SELECT USING ({seen});
            CREATE POLICY written ON {table} FOR INSERT WITH CHECK ({written});
            CREATE POLICY changed ON {table} FOR UPDATE USING ({changed}) WITH CHECK ({changed});
            REVOKE DELETE, TRUNCATE ON {table} FROM tirek_app;
        """,  # nosec B608
        reverse_sql=f"""
            DROP POLICY seen ON {table}; DROP POLICY written ON {table}; DROP POLICY changed ON {table};
            ALTER TABLE {table} DISABLE ROW LEVEL SECURITY;
            GRANT DELETE ON {table} TO tirek_app;
        """,
    )
