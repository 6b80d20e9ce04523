"""Capacity-building sessions and conferences in hybrid form, from the call for papers to the proceedings."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tirek.profession.enums import CheckIn, Mode, PaperKind, PaperState, RegistrationState, SessionState
from tirek.profession.models.kept import Kept, OfUnit
from tirek.profession.models.words import Texted, Titled, in_language


class CapacitySession(OfUnit, Titled, Texted):
    """A session or conference. Its programme, call and texts are in three languages; places on site are few."""

    code = models.SlugField(max_length=60, unique=True)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    mode = models.CharField(max_length=10, choices=Mode, default=Mode.HYBRID)
    place_kk = models.CharField(max_length=300, blank=True)
    place_ru = models.CharField(max_length=300, blank=True)
    place_en = models.CharField(max_length=300, blank=True)
    capacity_onsite = models.PositiveIntegerField(default=0)
    capacity_online = models.PositiveIntegerField(default=0)
    hours = models.DecimalField(max_digits=4, decimal_places=1, default=0)
    topic = models.CharField(max_length=40, blank=True)
    call_kk = models.TextField(blank=True)
    call_ru = models.TextField(blank=True)
    call_en = models.TextField(blank=True)
    call_from = models.DateField(null=True, blank=True)
    call_until = models.DateField(null=True, blank=True)
    registration_until = models.DateTimeField(null=True, blank=True)
    feedback_form = models.CharField(max_length=60, blank=True)  # code of an instrument
    state = models.CharField(max_length=10, choices=SessionState, default=SessionState.DRAFT)
    proceedings_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="session_ends_after_it_starts",
                violation_error_message=_("The end lies before the start."),
            ),
        ]

    @property
    def place(self) -> str:
        """Where it is, in the language of the page."""
        return in_language(self, "place")

    @property
    def call(self) -> str:
        """The call for papers, in the language of the page."""
        return in_language(self, "call")


class OnlineRoom(models.Model):
    """Where those registered online meet. Apart from the session, which everybody reads."""

    session = models.OneToOneField(
        CapacitySession, on_delete=models.PROTECT, primary_key=True, related_name="online_room"
    )
    link = models.URLField(max_length=300)

    def __str__(self) -> str:
        return f"{self.session_id}"


class Paper(Kept):
    """A paper or a case study offered to a session. Whoever holds its code may read and withdraw it."""

    session = models.ForeignKey(CapacitySession, on_delete=models.PROTECT, related_name="papers")
    door_hash = models.CharField(max_length=64, db_index=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    author = models.CharField(max_length=200)
    email = models.EmailField()
    affiliation = models.CharField(max_length=200, blank=True)
    student = models.BooleanField(default=False)
    kind = models.CharField(max_length=10, choices=PaperKind, default=PaperKind.PAPER)
    language = models.CharField(max_length=2, default="kk")
    title = models.CharField(max_length=300)
    abstract = models.TextField()
    nobody_named = models.BooleanField(default=False)  # the author says that no client can be recognised
    to_publish = models.BooleanField(default=False)  # in the proceedings, with the author's name
    state = models.CharField(max_length=10, choices=PaperState, default=PaperState.SUBMITTED)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_on = models.DateField(null=True, blank=True)
    answer = models.TextField(blank=True)  # to the author

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind="case_study") | Q(nobody_named=True),
                name="a_case_study_names_nobody",
                violation_error_message=_("Say that no client can be recognised in the case study."),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class PaperReview(Kept):
    """One reviewer's word on a paper. The reviewer does not read who wrote it."""

    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, related_name="reviews")
    reviewer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    declined = models.BooleanField(default=False)  # a conflict of interest, or no time
    scores = models.JSONField(default=dict)
    accept = models.BooleanField(null=True)
    to_author = models.TextField(blank=True)
    to_organiser = models.TextField(blank=True)
    done_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["paper", "reviewer"],
                name="a_reviewer_reads_a_paper_once",
                violation_error_message=_("This reviewer has the paper already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.paper_id}:{self.reviewer_id}"


class ProgrammeItem(Kept, Titled):
    """A line of the programme."""

    session = models.ForeignKey(CapacitySession, on_delete=models.PROTECT, related_name="items")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    room = models.CharField(max_length=100, blank=True)
    speakers = models.CharField(max_length=300, blank=True)
    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, null=True, blank=True, related_name="items")
    pause = models.BooleanField(default=False)
    removed_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="item_ends_after_it_starts",
                violation_error_message=_("The end lies before the start."),
            ),
        ]


class Registration(Kept):
    """Somebody takes part. The code in their hand opens it; the ticket's code is for the desk at the entrance."""

    session = models.ForeignKey(CapacitySession, on_delete=models.PROTECT, related_name="registrations")
    door_hash = models.CharField(max_length=64, db_index=True)
    ticket = models.CharField(max_length=32, unique=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    practitioner = models.ForeignKey(
        "profession.Practitioner", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    name = models.CharField(max_length=200)
    email = models.EmailField(blank=True)
    language = models.CharField(max_length=2, default="kk")
    mode = models.CharField(
        max_length=10, choices=[(Mode.ONSITE.value, Mode.ONSITE.label), (Mode.ONLINE.value, Mode.ONLINE.label)]
    )
    state = models.CharField(max_length=10, choices=RegistrationState, default=RegistrationState.REGISTERED)
    there_at = models.DateTimeField(null=True, blank=True)
    there_by = models.CharField(max_length=5, choices=CheckIn, blank=True)
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    feedback_on = models.DateField(null=True, blank=True)  # that it was given, not what
    moved_up_at = models.DateTimeField(null=True, blank=True)  # from the waiting list, by the database itself

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["session", "user"],
                condition=Q(user__isnull=False) & ~Q(state="cancelled"),
                name="one_registration_each",
                violation_error_message=_("You are registered for this session already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.session_id}: {self.name}"


class PresenceCode(Kept):
    """A short code told during the session; who types it while it holds was there online."""

    session = models.ForeignKey(CapacitySession, on_delete=models.PROTECT, related_name="presence_codes")
    code = models.CharField(max_length=8)
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.session_id} {self.opens_at}"


class Material(Kept, Titled):
    """What participants may take with them: a link or a text, for them alone or for everybody."""

    session = models.ForeignKey(CapacitySession, on_delete=models.PROTECT, related_name="materials")
    link = models.URLField(max_length=300, blank=True)
    text = models.TextField(blank=True)
    public = models.BooleanField(default=False)
    removed_on = models.DateField(null=True, blank=True)


class SessionFeedback(models.Model):
    """Answers to the feedback form. Whose they are is written nowhere."""

    session = models.ForeignKey(CapacitySession, on_delete=models.PROTECT, related_name="feedback")
    answers = models.JSONField(default=dict)
    on = models.DateField()

    def __str__(self) -> str:
        return f"{self.session_id} {self.on}"
