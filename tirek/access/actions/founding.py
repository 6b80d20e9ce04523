"""The first organisation of an installation, and its administrator. Done at the machine, not at a desk."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from tirek.access.audit import AuditLine, write_audit
from tirek.access.models import AccessRole, Membership, Organisation, Unit, User


@dataclass(frozen=True)
class Named:
    """A code and the names in Kazakh, Russian and English; how others see an organisation, and its desk's phone."""

    code: str
    names: tuple[str, str, str]
    shown_as: tuple[str, str, str] | None = None
    phone: str = ""

    def as_fields(self) -> dict[str, str]:
        """The fields of a record with three names."""
        kk, ru, en = self.names
        return {"code": self.code, "name_kk": kk, "name_ru": ru, "name_en": en}

    def as_organisation(self) -> dict[str, str]:
        """The fields of an organisation."""
        fields = {**self.as_fields(), "phone": self.phone}
        if self.shown_as:
            fields |= dict(zip(("shown_as_kk", "shown_as_ru", "shown_as_en"), self.shown_as, strict=True))
        return fields


def found_organisation(
    *, organisation: Named, units: Sequence[Named], administrator: User | Mapping[str, str], on: date
) -> list[Unit]:
    """Write down an organisation with its units and give it an administrator, who invites the others.

    Not an act: whoever runs it has the machine. It is written to the audit without an actor. An administrator given
    as fields is made, with no password: the first one is set by the invitation link.
    """
    with transaction.atomic():
        body = Organisation.objects.create(**organisation.as_organisation())
        places = [Unit.objects.create(organisation=body, **unit.as_fields()) for unit in units]
        if not isinstance(administrator, User):
            administrator = User(**administrator)
            administrator.set_unusable_password()
            administrator.save()
        role = AccessRole.objects.get(pk="administrator")
        Membership.objects.bulk_create(
            Membership(user=administrator, unit=place, role=role, starts_on=on) for place in places
        )
        write_audit([AuditLine(act="found_organisation", subject_uuid=body.uuid, facts={"units": len(places)})])
    return places
