"""The register of practitioners: who they are as professionals, never as clients."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tirek.profession.enums import Cadre, Degree, EntryState, Sector
from tirek.profession.models.kept import Kept, OfUnit


class Practitioner(OfUnit):
    """An entry of the register. ``public_since``: the person agreed to be found by anybody, with the least that helps.

    ``unit`` is the office of the association that keeps the entry. ``user`` is the practitioner at a desk, if any.
    """

    number = models.CharField(max_length=20, unique=True, null=True, blank=True)  # given by the office
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    surname = models.CharField(max_length=100)
    given_name = models.CharField(max_length=100)
    patronymic = models.CharField(max_length=100, blank=True)
    born_year = models.PositiveSmallIntegerField(null=True, blank=True)
    sex = models.CharField(max_length=7, blank=True)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=40, blank=True)
    region = models.ForeignKey("directory.Region", on_delete=models.PROTECT, related_name="+")
    languages = ArrayField(models.CharField(max_length=8), default=list)
    specialisations = ArrayField(models.CharField(max_length=40), default=list)
    state = models.CharField(max_length=10, choices=EntryState, default=EntryState.ENTERED)
    entered_on = models.DateField(null=True, blank=True)
    left_on = models.DateField(null=True, blank=True)
    left_reason = models.CharField(max_length=200, blank=True)
    public_since = models.DateField(null=True, blank=True)
    # Found under every spelling, listed in the order of the Kazakh alphabet.
    name_key = models.GeneratedField(
        expression=models.Func(
            F("surname"), F("given_name"), F("patronymic"), function="people_name_fold", arg_joiner=" || ' ' || "
        ),
        output_field=models.TextField(db_collation="C"),
        db_persist=True,
    )
    sort_key = models.GeneratedField(
        expression=models.Func(F("surname"), F("given_name"), F("patronymic"), function="people_kk_sort"),
        output_field=models.TextField(db_collation="C"),
        db_persist=True,
    )

    class Meta:
        indexes = [
            models.Index(fields=["state", "region"], name="practitioner_by_place"),
            models.Index(fields=["sort_key"], name="practitioner_by_alphabet"),
            models.Index(fields=["surname", "given_name"], name="practitioner_by_name"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="left") | Q(left_on__isnull=False), name="who_left_did_so_on_a_day"
            ),
            models.CheckConstraint(
                condition=~Q(state="entered") | Q(number__isnull=False, entered_on__isnull=False),
                name="who_is_entered_has_a_number",
            ),
            models.CheckConstraint(
                condition=Q(public_since=None) | Q(state="entered"), name="only_who_is_entered_is_public"
            ),
        ]

    def __str__(self) -> str:
        return " ".join(part for part in (self.surname, self.given_name, self.patronymic) if part)


class Education(Kept):
    """What somebody studied, where, and until when."""

    practitioner = models.ForeignKey(Practitioner, on_delete=models.PROTECT, related_name="educations")
    programme = models.CharField(max_length=200)
    institution = models.CharField(max_length=200)
    degree = models.CharField(max_length=10, choices=Degree)
    year = models.PositiveSmallIntegerField()
    social_work = models.BooleanField(default=False)  # a degree in social work itself
    seen = models.BooleanField(default=False)  # the office saw the paper

    def __str__(self) -> str:
        return f"{self.programme}, {self.year}"


class Post(Kept):
    """A post from a day to a day. ``share`` 1 is full time."""

    practitioner = models.ForeignKey(Practitioner, on_delete=models.PROTECT, related_name="posts")
    employer = models.CharField(max_length=200)
    organisation = models.ForeignKey(
        "access.Organisation", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    sector = models.CharField(max_length=20, choices=Sector)
    cadre = models.CharField(max_length=20, choices=Cadre)
    region = models.ForeignKey("directory.Region", on_delete=models.PROTECT, related_name="+")
    share = models.DecimalField(max_digits=3, decimal_places=2, default=1)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["sector", "cadre", "region"], name="post_by_place")]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="post_ends_after_it_starts",
                violation_error_message=_("The end lies before the start."),
            ),
            models.CheckConstraint(condition=Q(share__gt=0, share__lte=2), name="post_has_a_share"),
        ]

    def __str__(self) -> str:
        return f"{self.cadre}, {self.employer}"


class Vacancy(OfUnit):
    """A post that nobody holds, as its employer told the office."""

    employer = models.CharField(max_length=200)
    sector = models.CharField(max_length=20, choices=Sector)
    cadre = models.CharField(max_length=20, choices=Cadre)
    region = models.ForeignKey("directory.Region", on_delete=models.PROTECT, related_name="+")
    posts = models.PositiveSmallIntegerField(default=1)
    source = models.CharField(max_length=300)
    opened_on = models.DateField()
    filled_on = models.DateField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.cadre}, {self.employer}"


class Certification(Kept):
    """A category given for a time, never overwritten: a renewal is a row of its own, a withdrawal stands beside it."""

    practitioner = models.ForeignKey(Practitioner, on_delete=models.PROTECT, related_name="certifications")
    category = models.CharField(max_length=40)  # of the certification rule: profession/data
    decision = models.CharField(max_length=80)  # number of the commission's decision
    decided_on = models.DateField()
    valid_from = models.DateField()
    valid_until = models.DateField()
    withdrawn_on = models.DateField(null=True, blank=True)
    reason = models.CharField(max_length=300, blank=True)
    warned_on = models.DateField(null=True, blank=True)  # the practitioner was told that it ends

    class Meta:
        indexes = [models.Index(fields=["valid_until"], name="certification_by_end")]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_until__gte=F("valid_from")),
                name="certification_ends_after_it_starts",
                violation_error_message=_("The end lies before the start."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.category} {self.valid_from}–{self.valid_until}"


class Suspension(Kept):
    """A practitioner may not work under the entry for a time. Lifted earlier, it ends that day; it stays on record."""

    practitioner = models.ForeignKey(Practitioner, on_delete=models.PROTECT, related_name="suspensions")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)  # the last day; none: until it is lifted
    decision = models.CharField(max_length=80)
    reason = models.CharField(max_length=300)
    lifted_on = models.DateField(null=True, blank=True)
    lifted_why = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="suspension_ends_after_it_starts",
                violation_error_message=_("The end lies before the start."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.starts_on}–{self.ends_on or ''}"


class EntryRequirement(OfUnit):
    """An organisation decides that a right of its workers in Tirek asks for a valid entry, from a day on.

    Until ``warns_days`` after that day, and after an entry ran out, the act is done and a warning stands beside it.
    """

    permission = models.CharField(max_length=40)
    starts_on = models.DateField()
    warns_days = models.PositiveSmallIntegerField(default=90)
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "permission"],
                condition=Q(ended_on=None),
                name="one_requirement_per_right",
                violation_error_message=_("This right asks for a valid entry already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.permission} from {self.starts_on}"
