"""A doctoral student in the demo: one question that was answered with data, one that waits for the manager."""

from datetime import date, timedelta
from typing import Final

from tirek.access.models import Organisation, User
from tirek.kernel.clock import today
from tirek.kernel.problems import Problem
from tirek.outcomes.actions.research import (
    accept_agreement,
    ask_research,
    decide_research,
    release_data,
    take_release,
)
from tirek.outcomes.engine.research.agreement import VERSION

RESEARCHER, MANAGER = "dildara", "saule"
_YEARS: Final = 5
_ANSWERED: Final = (
    "Менялось ли состояние матерей по мере поддержки",
    "Глава диссертации: как меняются результаты инструментов в первые месяцы поддержки. Публикация в журнале кафедры.",
    "assessments",
    ["age", "instrument", "since_opening", "band"],
)
_WAITING: Final = (
    "С каким исходом закрываются случаи",
    "Глава диссертации: от чего зависит, что ребёнок остаётся в семье. Таблицы и модель, без отдельных случаев.",
    "cases",
    ["opened", "age", "duration", "grounds", "outcome"],
)


def ask_for_data() -> None:
    """Through the acts, once there are facts. Where the demo is too small, the first question stays without data."""
    researcher, manager = User.objects.get(username=RESEARCHER), User.objects.get(username=MANAGER)
    organisation = Organisation.objects.get(units__memberships__user=manager)
    day = today()
    for title, purpose, table, fields in (_ANSWERED, _WAITING):
        asked = ask_research(
            actor=researcher,
            organisation=organisation.uuid,
            title=title,
            purpose=purpose,
            institution="Университет, кафедра социальной работы",
            ethics_body="Комитет по этике университета",
            ethics_number=f"14/{day.year}",
            ethics_on=day - timedelta(days=40),
            table=table,
            fields=fields,
            first_on=date(day.year - _YEARS, 1, 1),
            last_on=day,
            until=day + timedelta(days=300),
        )
        accept_agreement(actor=researcher, request=asked.uuid, version=VERSION)
        if table == _ANSWERED[2]:
            decide_research(
                actor=manager, request=asked.uuid, approve=True, reason="Вопрос важен и для нас; разрешение есть."
            )
            try:
                release_data(actor=manager, request=asked.uuid)
            except Problem:
                continue
            take_release(actor=researcher, request=asked.uuid)
