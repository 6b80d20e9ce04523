"""Closed lists of the profession floor. What an association decides for itself (categories, hours) is data."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Sector(TextChoices):
    """The ministry or body whose field somebody works in."""

    SOCIAL_PROTECTION = "social_protection", _("Social protection")
    HEALTH = "health", _("Health")
    EDUCATION = "education", _("Education")
    INTERNAL_AFFAIRS = "internal_affairs", _("Internal affairs")
    NGO = "ngo", _("Non-governmental organisation")
    OTHER = "other", _("Other")


class Cadre(TextChoices):
    """The kind of post, so that home helpers and case workers are never one number."""

    CASE_WORKER = "case_worker", _("Social work specialist")
    HOME_CARE = "home_care", _("Home care worker")
    SUPERVISOR = "supervisor", _("Supervisor")
    PSYCHOLOGIST = "psychologist", _("Psychologist")
    GUARDIANSHIP = "guardianship", _("Guardianship specialist")
    TEACHER = "teacher", _("Teacher of social work")
    MANAGER = "manager", _("Manager")
    OTHER = "other", _("Other")


class Degree(TextChoices):
    """Level of an education."""

    VOCATIONAL = "vocational", _("Vocational")
    BACHELOR = "bachelor", _("Bachelor")
    MASTER = "master", _("Master")
    DOCTOR = "doctor", _("Doctor")
    COURSE = "course", _("Retraining course")


class EntryState(TextChoices):
    """Where an entry of the register stands."""

    APPLIED = "applied", _("Applied")
    ENTERED = "entered", _("In the register")
    DECLINED = "declined", _("Declined")
    LEFT = "left", _("Left the profession")
    REMOVED = "removed", _("Removed")


class StandardState(TextChoices):
    """Where a version of a professional standard stands."""

    DRAFT = "draft", _("Draft")
    CONSULTATION = "consultation", _("In public consultation")
    PUBLISHED = "published", _("Published")
    REPLACED = "replaced", _("Replaced")


class ClauseKind(TextChoices):
    """What a clause of a professional standard is."""

    CLAUSE = "clause", _("Clause")
    COMPETENCE = "competence", _("Competence")


class CommentAnswer(TextChoices):
    """What became of a comment on a draft."""

    OPEN = "open", _("Not answered yet")
    TAKEN = "taken", _("Taken over")
    PARTLY = "partly", _("Taken over in part")
    DECLINED = "declined", _("Not taken over")


class SupervisionForm(TextChoices):
    """In which form practice is reflected on."""

    INDIVIDUAL = "individual", _("Individual supervision")
    GROUP = "group", _("Group supervision")
    PEER = "peer", _("Intervision")


class MeetingState(TextChoices):
    """A supervision meeting is planned, held, or did not take place."""

    PLANNED = "planned", _("Planned")
    HELD = "held", _("Held")
    CANCELLED = "cancelled", _("Cancelled")


class Mode(TextChoices):
    """How one takes part."""

    ONSITE = "onsite", _("On site")
    ONLINE = "online", _("Online")
    HYBRID = "hybrid", _("On site and online")


class LearningKind(TextChoices):
    """By what somebody learned."""

    COURSE = "course", _("Course")
    SESSION = "session", _("Capacity-building session")
    SUPERVISION = "supervision", _("Supervision")
    TEACHING = "teaching", _("Teaching and mentoring")
    PUBLICATION = "publication", _("Publication")
    SELF_STUDY = "self_study", _("Self-study")


class ClaimState(TextChoices):
    """What was decided of hours somebody claims."""

    CLAIMED = "claimed", _("Waits for approval")
    APPROVED = "approved", _("Approved")
    DECLINED = "declined", _("Declined")


class PlacementState(TextChoices):
    """Where a student's practice placement stands."""

    PLANNED = "planned", _("Planned")
    RUNNING = "running", _("Under way")
    FINISHED = "finished", _("Finished")
    BROKEN_OFF = "broken_off", _("Broken off")


class SessionState(TextChoices):
    """Where a capacity-building session stands."""

    DRAFT = "draft", _("Draft")
    ANNOUNCED = "announced", _("Announced")
    HELD = "held", _("Held")
    CANCELLED = "cancelled", _("Cancelled")


class PaperKind(TextChoices):
    """What is offered to a session."""

    PAPER = "paper", _("Paper")
    CASE_STUDY = "case_study", _("Case study from practice")
    WORKSHOP = "workshop", _("Workshop")


class PaperState(TextChoices):
    """Where a paper stands."""

    SUBMITTED = "submitted", _("Submitted")
    REVIEW = "review", _("In review")
    ACCEPTED = "accepted", _("Accepted")
    DECLINED = "declined", _("Not accepted")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class RegistrationState(TextChoices):
    """Whether somebody registered has a place."""

    REGISTERED = "registered", _("Registered")
    WAITING = "waiting", _("On the waiting list")
    CANCELLED = "cancelled", _("Cancelled")


class CheckIn(TextChoices):
    """How presence was established."""

    QR = "qr", _("by the code on the ticket")
    CODE = "code", _("by the presence code")
    DESK = "desk", _("at the desk")


class CertificateKind(TextChoices):
    """What a certificate says."""

    ATTENDANCE = "attendance", _("Certificate of attendance")
    COURSE = "course", _("Certificate of a course")
    CERTIFICATION = "certification", _("Certification category")
    MEMBERSHIP = "membership", _("Membership")


class MemberState(TextChoices):
    """Where a membership stands."""

    APPLIED = "applied", _("Applied")
    MEMBER = "member", _("Member")
    DECLINED = "declined", _("Declined")
    LEFT = "left", _("Left")
    EXCLUDED = "excluded", _("Excluded")


class MotionState(TextChoices):
    """Where a motion of a general meeting stands."""

    PUT = "put", _("Put to the meeting")
    OPEN = "open", _("Voting")
    CLOSED = "closed", _("Counted")


class Choice(TextChoices):
    """A vote."""

    FOR = "for", _("In favour")
    AGAINST = "against", _("Against")
    ABSTAIN = "abstain", _("Abstained")


class ComplaintState(TextChoices):
    """Where an ethics complaint stands."""

    RECEIVED = "received", _("Received")
    REJECTED = "rejected", _("Not admissible")
    PANEL = "panel", _("With the panel")
    HEARING = "hearing", _("Hearing set")
    DECIDED = "decided", _("Decided")
    APPEALED = "appealed", _("Appealed")
    CLOSED = "closed", _("Closed")


class Side(TextChoices):
    """Who speaks in an ethics matter."""

    COMPLAINANT = "complainant", _("Complainant")
    SUBJECT = "subject", _("The one complained about")
    SECRETARY = "secretary", _("Secretary")
    PANEL = "panel", _("Panel")
    MINUTES = "minutes", _("Minutes of the hearing")


class Measure(TextChoices):
    """What an ethics decision asks for."""

    NONE = "none", _("No breach found")
    ADVICE = "advice", _("Advice")
    WARNING = "warning", _("Warning")
    SUPERVISION = "supervision", _("Additional supervision or learning")
    SUSPENSION = "suspension", _("Suspension from the register")
    REMOVAL = "removal", _("Removal from the register")


class PlanKind(TextChoices):
    """Where the items of a plan come from."""

    SESSION = "session", _("Recommendations of a session or conference")
    HUMAN_RIGHTS = "human_rights", _("Human-rights action plan")
    FIVE_YEAR = "five_year", _("Five-year plan of the association")
    JOINT = "joint", _("Joint plan of several bodies")


class RecommendationState(TextChoices):
    """Where a recommendation stands, as its owner last reported."""

    PROPOSED = "proposed", _("Proposed")
    ADOPTED = "adopted", _("Adopted")
    RUNNING = "running", _("Under way")
    DONE = "done", _("Done")
    DROPPED = "dropped", _("Dropped")
