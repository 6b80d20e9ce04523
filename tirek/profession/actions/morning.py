"""Every morning's reminders of the profession, in a process of their own: registers of all offices are looked at."""

from tirek.kernel.clock import today
from tirek.profession.actions.plans_reminders import remind_of_recommendations
from tirek.profession.actions.reminders import remind_of_renewals


def remind() -> None:
    """Tell whose category ends and who owes a report. Done twice on a day, it tells nobody twice."""
    remind_of_renewals(today())
    remind_of_recommendations(today())
