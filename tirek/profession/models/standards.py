"""Professional standards: what is expected of those who practise, by sector; draft, consultation, publication."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tirek.profession.enums import Cadre, ClauseKind, CommentAnswer, Sector, StandardState
from tirek.profession.models.kept import Kept, OfUnit
from tirek.profession.models.words import Texted, Titled


class ProfessionalStandard(OfUnit, Titled):
    """A standard of the profession for one sector."""

    code = models.SlugField(max_length=60, unique=True)
    sector = models.CharField(max_length=20, choices=Sector)


class StandardVersion(Kept):
    """One wording of a standard. A published one is never changed; a draft may be open to everybody's comments."""

    standard = models.ForeignKey(ProfessionalStandard, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=12, choices=StandardState, default=StandardState.DRAFT)
    source = models.CharField(max_length=300, blank=True)  # the act or decision it rests on
    verified = models.BooleanField(default=False)
    comments_from = models.DateField(null=True, blank=True)
    comments_until = models.DateField(null=True, blank=True)
    published_on = models.DateField(null=True, blank=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    valid_from = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["standard", "number"], name="one_version_per_number"),
            models.UniqueConstraint(
                fields=["standard"], condition=Q(state="published"), name="one_version_of_a_standard_holds"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.standard_id} v{self.number}"


class Clause(Kept, Texted):
    """A clause or a competence. ``rules`` and ``courses`` are codes: what watches over it, where it is learned."""

    version = models.ForeignKey(StandardVersion, on_delete=models.PROTECT, related_name="clauses")
    number = models.CharField(max_length=12)
    kind = models.CharField(max_length=10, choices=ClauseKind, default=ClauseKind.CLAUSE)
    competence = models.SlugField(max_length=60, blank=True)  # the same over versions and sectors
    cadres = ArrayField(models.CharField(max_length=20, choices=Cadre), default=list)
    level = models.PositiveSmallIntegerField(default=0)  # asked of these cadres, 1 to 4
    rules = ArrayField(models.CharField(max_length=80), default=list)  # executable rules of the packs
    courses = ArrayField(models.CharField(max_length=60), default=list)
    left_out = models.BooleanField(default=False)  # taken out of the draft again; comments on it stay

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["version", "number"],
                condition=Q(left_out=False),
                name="one_clause_per_number",
                violation_error_message=_("A clause of this number is there already."),
            ),
            models.CheckConstraint(condition=Q(level__lte=4), name="a_competence_has_four_levels"),
            models.CheckConstraint(
                condition=~Q(kind="competence") | (~Q(competence="") & Q(level__gte=1)),
                name="a_competence_has_a_code_and_a_level",
            ),
        ]

    def __str__(self) -> str:
        return self.number


class Competence(Kept):
    """How far somebody is in a competence, as rated by themselves or by a supervisor, on a day."""

    practitioner = models.ForeignKey("profession.Practitioner", on_delete=models.PROTECT, related_name="competences")
    competence = models.SlugField(max_length=60)
    level = models.PositiveSmallIntegerField()
    own = models.BooleanField(default=True)
    evidence = models.CharField(max_length=300, blank=True)
    rated_on = models.DateField()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(level__lte=4), name="a_rating_has_four_levels")]

    def __str__(self) -> str:
        return f"{self.competence}: {self.level}"


class StandardComment(Kept):
    """What somebody says of a draft, with the answer they get. Names are shown if the writer wants it."""

    version = models.ForeignKey(StandardVersion, on_delete=models.PROTECT, related_name="comments")
    clause = models.ForeignKey(Clause, on_delete=models.PROTECT, null=True, blank=True, related_name="comments")
    door_hash = models.CharField(max_length=64, blank=True)
    author = models.CharField(max_length=200, blank=True)
    body = models.CharField(max_length=200, blank=True)  # the organisation they speak for
    named = models.BooleanField(default=False)
    text = models.TextField()
    withheld = models.BooleanField(default=False)  # the text names somebody: its answer alone is public
    outcome = models.CharField(max_length=10, choices=CommentAnswer, default=CommentAnswer.OPEN)
    answer = models.TextField(blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    answered_on = models.DateField(null=True, blank=True)

    def __str__(self) -> str:
        return self.text[:60]
