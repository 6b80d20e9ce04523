"""Who works where: invited, and at some day no longer."""

from datetime import date
from uuid import UUID

from django.db import IntegrityError, transaction

from tirek.access.acts import act, note
from tirek.access.models import AccessRole, Membership, Unit, User
from tirek.access.policy import require
from tirek.access.roles import ROLES
from tirek.kernel.problems import N_, Missing, Problem


@act("staff.invite")
def invite_user(
    *,
    actor: User,
    unit: UUID,
    role: str,
    username: str,
    email: str,
    first_name: str,
    last_name: str,
    language: str,
    on: date,
    client_ref: UUID | None = None,
) -> User:
    """Invite somebody to work in a unit. They choose their own first password by the link they are sent.

    Permission: staff.invite in the unit. An administrator can't make anybody more than the role table says, and
    a user name or address that is taken is a problem of that field.
    """
    place = _unit(unit)
    require(actor, "staff.invite", place.pk)
    if role not in ROLES:
        raise Problem(N_("Choose one of the roles in the list."), field="role")
    user = User(username=username, email=email, first_name=first_name, last_name=last_name, language=language)
    user.set_unusable_password()
    if email and User.objects.filter(email__iexact=email).exists():
        raise Problem(N_("Somebody already uses this e-mail address."), field="email")
    try:
        with transaction.atomic():
            user.save(force_insert=True)
    except IntegrityError:
        raise Problem(N_("Somebody already uses this user name. Choose another."), field="username") from None
    Membership.objects.create(
        user=user, unit=place, role=AccessRole.objects.get(pk=role), starts_on=on, invited_by=actor
    )
    note(role=role, unit=place.code)
    return user


@act("staff.invite")
def end_membership(*, actor: User, membership: int, on: date, client_ref: UUID | None = None) -> Membership:
    """End what somebody is in a unit. Their next request already finds the doors closed.

    Permission: staff.invite in the unit. Ending again changes nothing.
    """
    held = Membership.objects.filter(pk=membership).first()
    if held is None:
        raise Missing(N_("There is no such record in what you may see."))
    require(actor, "staff.invite", held.unit_id)
    if held.ends_on is None:
        Membership.objects.filter(pk=held.pk, ends_on=None).update(ends_on=max(on, held.starts_on))
        held.refresh_from_db(fields=["ends_on"])
    note(role=held.role_id)
    return held


def _unit(uuid: UUID) -> Unit:
    found = Unit.objects.filter(uuid=uuid).first()
    if found is None:
        raise Missing(N_("There is no such record in what you may see."))
    return found
