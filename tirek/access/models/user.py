"""Users and what they are in which unit."""

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tirek.kernel.ids import new_uuid


class User(AbstractUser):
    """A person at a desk. Rights come from memberships alone; Django's own permission tables stay unused."""

    uuid = models.UUIDField(default=new_uuid, unique=True, editable=False)
    language = models.CharField(
        max_length=2, choices=[("kk", "Қазақша"), ("ru", "Русский"), ("en", "English")], default="kk"
    )
    theme = models.CharField(
        max_length=5, choices=[("auto", "auto"), ("light", "light"), ("dark", "dark")], default="auto"
    )
    reminders_by_mail = models.BooleanField(default=True)
    reminded_on = models.DateField(null=True, blank=True)
    patronymic = models.CharField(max_length=100, blank=True)

    def __str__(self) -> str:
        return self.get_full_name() or self.username

    @property
    def short_name(self) -> str:
        """Given name and the initial of the surname, as colleagues are named on screens."""
        return f"{self.first_name} {self.last_name[:1]}." if self.last_name else self.first_name or self.username


class AccessRole(models.Model):
    """Reach, compartments and permissions as row security reads them: a copy of ``roles.ROLES``."""

    code = models.CharField(max_length=30, primary_key=True)
    reach = models.CharField(max_length=10)
    compartments = models.JSONField(default=list)
    invites = models.BooleanField(default=False)
    permissions = models.JSONField(default=list)

    def __str__(self) -> str:
        return self.code


class Membership(models.Model):
    """A user is something in a unit, from a day to a day."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="memberships")
    unit = models.ForeignKey("access.Unit", on_delete=models.PROTECT, related_name="memberships")
    role = models.ForeignKey(AccessRole, on_delete=models.PROTECT, related_name="+")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    invited_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "unit", "role"],
                condition=Q(ends_on=None),
                name="one_open_membership_per_role",
                violation_error_message=_("This person already has this role in this unit."),
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="membership_ends_after_it_starts",
                violation_error_message=_("The end lies before the start."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id}:{self.role_id}@{self.unit_id}"
