from tirek.casework.models.assessment import Assessment, RiskRating
from tirek.casework.models.case import Assignment, Case, CaseCounter, CaseMember, CaseRecord
from tirek.casework.models.encounter import Consent, Contact, Service, Visit
from tirek.casework.models.episode import Episode
from tirek.casework.models.journal import Correction, Entry
from tirek.casework.models.plan import Approval, Plan, PlanGoal, PlanStep
from tirek.casework.models.work import Duty, FollowUp, Task

__all__ = [
    "Approval",
    "Assessment",
    "Assignment",
    "Case",
    "CaseCounter",
    "CaseMember",
    "CaseRecord",
    "Consent",
    "Contact",
    "Correction",
    "Duty",
    "Entry",
    "Episode",
    "FollowUp",
    "Plan",
    "PlanGoal",
    "PlanStep",
    "RiskRating",
    "Service",
    "Task",
    "Visit",
]
