"""Questions about ethics matters. Row security has answered most of them: what one may not read is not there."""

from dataclasses import dataclass
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

from tirek.access.models import Membership, Unit, User
from tirek.kernel.clock import today
from tirek.kernel.problems import N_, Missing
from tirek.profession.engine.ethics import Standing
from tirek.profession.enums import ComplaintState, Side
from tirek.profession.models import (
    Complaint,
    ComplaintSource,
    ComplaintWord,
    DigestEntry,
    EthicsAppeal,
    EthicsDecision,
    PanelMember,
)

NOTHING_THERE = N_("There is no such record in what you may see.")
_HANDLES = "ethics.handle"


@dataclass(frozen=True)
class Seats:
    """On which chairs of a matter the asker sits; usually one."""

    complainant: bool
    subject: bool
    secretary: bool
    panel: bool

    @property
    def side(self) -> Side | None:
        """The side for which the asker writes."""
        if self.complainant:
            return Side.COMPLAINANT
        return Side.SUBJECT if self.subject else None


@dataclass(frozen=True)
class Asked:
    """A matter that somebody is asked to judge, before they have said that they are free."""

    member: UUID
    matter: UUID
    reference: str
    state: str
    subject: str
    complainant: str  # empty unless they agreed to be named
    free: bool | None
    chair: bool
    appeal: bool


@dataclass(frozen=True)
class Judge:
    """Somebody who judges, as the sides know them."""

    name: str
    chair: bool
    appeal: bool


@dataclass(frozen=True)
class Subject:
    """An entry of the register that a complaint may be about."""

    entry: int
    user: int | None
    name: str


def ethics_offices() -> list[Unit]:
    """The offices that take complaints: where somebody handles them."""
    roles = Membership.objects.filter(role__permissions__contains=[_HANDLES], ends_on=None)
    return list(Unit.objects.filter(pk__in=roles.values("unit_id")).select_related("organisation").order_by("pk"))


def subject_numbered(number: str) -> Subject | None:
    """Whom a number of the register means; for secretaries alone."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, user_id, name FROM profession_subject(%s)", [number])
        row = cursor.fetchone()
    return Subject(*row) if row else None


def complaint_seen(uuid: UUID) -> Complaint:
    """A matter that the asker may read; Missing for everybody else."""
    found = Complaint.objects.select_related("about", "unit", "handled_by").filter(uuid=uuid).first()
    if found is None:
        raise Missing(NOTHING_THERE)
    return found


def complaint_in_hand(digest: str) -> Complaint:
    """The matter that the code in hand opens."""
    found = Complaint.objects.select_related("unit").filter(source__door_hash=digest).first()
    if found is None:
        raise Missing(NOTHING_THERE)
    return found


def seats(complaint: Complaint) -> Seats:
    """As what the asker may read this matter, told by the database itself."""
    asked = ", ".join(f"%(id)s = ANY(profession_{one}())" for one in ("complained", "answered", "handled", "judged"))
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {asked}", {"id": complaint.pk})  # nosec B608
        row = cursor.fetchone()
    return Seats(*row)


def complaints_handled() -> QuerySet[Complaint]:
    """What the secretary handles, the newest first."""
    found = Complaint.objects.extra(where=["profession_complaint.id = ANY(profession_handled())"])  # nosec B610
    return found.select_related("about", "handled_by").order_by("-received_on", "-pk")


def complaints_made() -> QuerySet[Complaint]:
    """What the asker complained about from a desk."""
    found = Complaint.objects.extra(where=["profession_complaint.id = ANY(profession_complained())"])  # nosec B610
    return found.order_by("-received_on", "-pk")


def complaints_answered() -> QuerySet[Complaint]:
    """What was complained about the asker, once they were told."""
    found = Complaint.objects.extra(where=["profession_complaint.id = ANY(profession_answered())"])  # nosec B610
    return found.order_by("-received_on", "-pk")


def asked_to_judge(actor: User) -> list[Asked]:
    """The panels for which the actor was asked and which are not over, with what is needed to declare."""
    mine = {one.uuid: one for one in PanelMember.objects.filter(user=actor)}
    with connection.cursor() as cursor:
        cursor.execute("SELECT member, matter, reference, state, subject, complainant FROM profession_asked_to_judge()")
        rows = cursor.fetchall()
    found = []
    for member, matter, reference, state, subject, complainant in rows:
        if one := mine.get(member):
            found.append(Asked(member, matter, reference, state, subject, complainant, one.free, one.chair, one.appeal))
    return found


def source_of(complaint: Complaint) -> ComplaintSource | None:
    """Who complained, for the secretary and for themselves."""
    return ComplaintSource.objects.select_related("user").filter(complaint=complaint).first()


def complainant_shown(complaint: Complaint) -> str:
    """The name of a complainant who agreed to be named, for the subject and the panel; else nothing."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT profession_complainant_shown(%s)", [complaint.pk])
        return str(cursor.fetchone()[0] or "")


def judges_shown(complaint: Complaint) -> list[Judge]:
    """Who judges, for the sides and the panel."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT name, chair, appeal FROM profession_panel_shown(%s) ORDER BY 3, 2 DESC, 1", [complaint.pk]
        )
        return [Judge(*row) for row in cursor.fetchall()]


def panel_of(complaint: Complaint) -> list[PanelMember]:
    """Everybody asked, for the secretary and the panel; of both panels."""
    return list(PanelMember.objects.filter(complaint=complaint).select_related("user").order_by("appeal", "pk"))


def standings(complaint: Complaint) -> list[Standing]:
    """How each who could judge stands to the matter; for its secretary alone."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT user_id, subject, complainant, secretary, near, asked FROM profession_candidates(%s)",
            [complaint.pk],
        )
        return [Standing(*row) for row in cursor.fetchall()]


def candidates(complaint: Complaint) -> list[User]:
    """Who may be asked to judge."""
    free = [one.user for one in standings(complaint) if one.may_judge]
    return list(User.objects.filter(pk__in=free).order_by("last_name", "first_name"))


def words_of(complaint: Complaint) -> list[ComplaintWord]:
    """What was written in the matter and the asker may read, the oldest first."""
    return list(ComplaintWord.objects.filter(complaint=complaint).select_related("recorded_by").order_by("pk"))


def decisions_of(complaint: Complaint) -> list[EthicsDecision]:
    """The decision, and the final one after an appeal."""
    return list(EthicsDecision.objects.filter(complaint=complaint).order_by("appeal"))


def appeal_of(complaint: Complaint) -> EthicsAppeal | None:
    """The appeal, for its side, the secretary and the panel."""
    return EthicsAppeal.objects.filter(complaint=complaint).first()


def matter_names(complaint: Complaint) -> tuple[list[str], list[str]]:
    """Names of people and of employers in the matter, that nothing told about it may contain."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT kind, name FROM profession_matter_names(%s)", [complaint.pk])
        rows = cursor.fetchall()
    return [name for kind, name in rows if kind == "person"], [name for kind, name in rows if kind == "body"]


def digest() -> QuerySet[DigestEntry]:
    """What was published for learning, the newest year first."""
    return DigestEntry.objects.exclude(published_on=None).order_by("-year", "-published_on", "-pk")


def digest_of(complaint: Complaint) -> DigestEntry | None:
    """The entry written about a matter, published or not."""
    return DigestEntry.objects.filter(complaint=complaint).first()


def appeal_ends(complaint: Complaint) -> bool:
    """Whether a side may still appeal today."""
    open_until = EthicsDecision.objects.filter(complaint=complaint, appeal=False, appeal_until__gte=today())
    return complaint.state == ComplaintState.DECIDED and open_until.exists() and not _appealed(complaint)


def _appealed(complaint: Complaint) -> bool:
    return EthicsDecision.objects.filter(complaint=complaint, appeal=True).exists()
