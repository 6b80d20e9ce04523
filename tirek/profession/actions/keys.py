"""Keys of the offices that issue certificates: made when first needed, turned over when the office wants to."""

from dataclasses import dataclass
from uuid import UUID

from django.db import connection
from django.db.models import Max
from django.utils.translation import override

from tirek.access.acts import act, note
from tirek.access.models import Unit, User
from tirek.access.policy import require
from tirek.kernel.clock import now, today
from tirek.kernel.ids import new_uuid
from tirek.kernel.problems import Missing
from tirek.people.vault import seal, unseal
from tirek.profession.engine.badges import PLACES, Badges
from tirek.profession.engine.keys import new_pair
from tirek.profession.models import Certificate, IssuerKey
from tirek.profession.selectors.certificates import NOTHING_THERE, address_of


@dataclass(frozen=True)
class Desk:
    """An office ready to sign: its key, what signs with it, the next free place in its status list."""

    key: IssuerKey
    badges: Badges
    place: int


def office_signs(unit: Unit, actor: User, wanted: int) -> Desk:
    """The office's key for so many certificates, made at the first one. One at a time signs for an office."""
    one_at_a_time(unit)
    key = IssuerKey.objects.filter(unit=unit, retired_on=None).first()
    place = 0 if key is None else _next_place(key)
    if key is not None and place + wanted > PLACES:
        key.retired_on = today()
        key.save(update_fields=["retired_on"])
        key, place = None, 0
    if key is None:
        key = _made(unit, actor)
    return Desk(key, badges_of(key), place)


def badges_of(key: IssuerKey, language: str = "kk") -> Badges:
    """What signs with a key, also with a retired one: its status list goes on being signed."""
    with override(language):
        name = key.unit.organisation.name
    return Badges(
        page=address_of("open_issuer", key.unit.uuid),
        name=name,
        secret=unseal(key.secret),
        status_list=address_of("open_issuer_status", key.unit.uuid, key.uuid),
    )


def one_at_a_time(unit: Unit) -> None:
    """Wait until nobody else signs for this office; until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('profession_issuerkey'), %s)", [unit.pk % 2**31])


@act("certificate.issue")
def take_new_key(*, actor: User, unit: UUID, client_ref: UUID | None = None) -> IssuerKey:
    """The office signs with a new key from now on; what the old one signed still verifies.

    Permission: certificate.issue in the unit. Once for a client_ref.
    """
    office = Unit.objects.select_related("organisation").filter(uuid=unit).first()
    if office is None:
        raise Missing(NOTHING_THERE)
    require(actor, "certificate.issue", office.pk)
    one_at_a_time(office)
    retired = IssuerKey.objects.filter(unit=office, retired_on=None).update(retired_on=today())
    note(retired=retired)
    return _made(office, actor)


def _made(unit: Unit, actor: User) -> IssuerKey:
    public, secret = new_pair()
    key = IssuerKey(uuid=new_uuid(), unit=unit, public=public, secret=seal(secret), recorded_by=actor)
    key.status_list = badges_of(key).signed_list([], now())
    key.save(force_insert=True)
    return key


def _next_place(key: IssuerKey) -> int:
    last: int | None = Certificate.objects.filter(key=key).aggregate(last=Max("position"))["last"]
    return 0 if last is None else last + 1
