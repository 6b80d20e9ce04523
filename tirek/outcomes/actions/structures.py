"""The official structure of the goals comes from its owner's registry; where one is loaded, messages refer to it."""

import hashlib
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db import transaction

from tirek.access.acts import act, note
from tirek.access.models import User
from tirek.access.policy import require
from tirek.kernel.problems import N_, Problem
from tirek.outcomes.models import Loaded
from tirek.outcomes.publication.official import Official, read_official

STRUCTURE = "structure"


@act("evidence.load")
def load_structure(*, actor: User, file: bytes, source: str, client_ref: UUID | None = None) -> Loaded:
    """The structure of the goals as its owner gives it out: messages of SDMX are written under its name from now on.

    The one loaded last holds. Permission: evidence.load. Once for a client_ref.
    """
    require(actor, "evidence.load")
    official = read_official(file)
    if not source.strip():
        raise Problem(N_("Write where the structure comes from."), field="source")
    digest = hashlib.sha256(file).hexdigest()
    loaded = Loaded.objects.create(
        kind=STRUCTURE, source=source.strip(), citation=official.urn, digest=digest, loaded_by=actor
    )
    transaction.on_commit(lambda: _keep(digest, file))
    note(kind=STRUCTURE)
    return loaded


def official_structure() -> Official | None:
    """The official structure that holds; none, while none was loaded or its file is gone."""
    loaded = Loaded.objects.filter(kind=STRUCTURE, withdrawn_on=None).order_by("-loaded_at", "-pk").first()
    if loaded is None:
        return None
    path = _folder() / f"{loaded.digest}.xml"
    if not path.exists() or hashlib.sha256(path.read_bytes()).hexdigest() != loaded.digest:
        return None
    return read_official(path.read_bytes())


def _folder() -> Path:
    return Path(settings.HOME) / "structures"


def _keep(digest: str, file: bytes) -> None:
    _folder().mkdir(mode=0o700, parents=True, exist_ok=True)
    path = _folder() / f"{digest}.xml"
    path.write_bytes(file)
    path.chmod(0o600)
