from tirek.casework.models.assessment import Assessment, RiskRating
from tirek.casework.models.case import Assignment, Case, CaseCounter, CaseMember, CaseRecord
from tirek.casework.models.encounter import Conference, Consent, Contact, Service, Visit
from tirek.casework.models.episode import Episode
from tirek.casework.models.journal import Correction, Entry
from tirek.casework.models.plan import Approval, Plan, PlanGoal, PlanStep
from tirek.casework.models.supervision import CaseInSupervision
from tirek.casework.models.trial import DraftStandard, StandardTrial
from tirek.casework.models.work import Duty, FollowUp, Notice, Task

__all__ = [
    "Approval",
    "Assessment",
    "Assignment",
    "Case",
    "CaseCounter",
    "CaseInSupervision",
    "CaseMember",
    "CaseRecord",
    "Conference",
    "Consent",
    "Contact",
    "Correction",
    "DraftStandard",
    "Duty",
    "Entry",
    "Episode",
    "FollowUp",
    "Notice",
    "Plan",
    "PlanGoal",
    "PlanStep",
    "RiskRating",
    "Service",
    "StandardTrial",
    "Task",
    "Visit",
]
