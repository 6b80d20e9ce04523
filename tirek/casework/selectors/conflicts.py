"""Who can't be given a case, because the file of somebody in it is kept apart."""

from django.db import connection


def kept_from(case_id: int) -> set[int]:
    """The users who work for the other side of a conflict with somebody in the case.

    Empty for whoever may not know of the conflict: nothing tells them that there is one.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT casework_kept_from(%s)", [case_id])
        return set(cursor.fetchone()[0])


def alone_in(case_id: int) -> set[int]:
    """The persons who stand in this case, as members or in its family, and in no other case of anybody."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT casework_alone_in(%s)", [case_id])
        return set(cursor.fetchone()[0])
