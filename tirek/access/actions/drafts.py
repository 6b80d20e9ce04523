"""Unsent forms: kept as typed, thrown away when sent. Not acts: nothing professional has happened yet."""

from typing import Any

from tirek.access.models import Draft, User
from tirek.kernel.clock import now
from tirek.kernel.problems import N_, Problem

LARGEST = 200_000


def keep_draft(*, user: User, key: str, content: dict[str, Any]) -> Draft:
    """Keep what the user has typed in a form so far. Repeatable: the last one stands."""
    if len(str(content)) > LARGEST:
        raise Problem(N_("This draft is too large to keep. Send the form or shorten it."))
    draft, _ = Draft.objects.update_or_create(
        user=user, key=key[:160], defaults={"content": content, "saved_at": now()}
    )
    return draft


def discard_draft(*, user: User, key: str) -> None:
    """Throw away the draft of a form, if there is one."""
    Draft.objects.filter(user=user, key=key[:160]).delete()
