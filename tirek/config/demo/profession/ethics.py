"""The part of the demo about: ethics. One matter just received, one with a panel, one decided, one closed and told."""

from datetime import date, timedelta
from typing import Final

from django.db import transaction

from tirek.access.door import with_code
from tirek.access.models import User
from tirek.config.demo.profession import Association
from tirek.kernel.clock import clock_at, now
from tirek.profession.actions.ethics import (
    admit_complaint,
    close_matter,
    complain,
    keep_minutes,
    set_hearing,
    tell_subject,
    write_in_matter,
)
from tirek.profession.actions.ethics_digest import publish_digest, write_digest
from tirek.profession.actions.ethics_panel import ask_panel_member, decide_complaint, declare_standing
from tirek.profession.models import Complaint, Practitioner
from tirek.profession.selectors.ethics import candidates
from tirek.toolkit.postgresql.user import acting_as

_LETTERS: Final = "23456789abcdefghjkmnpqrstuvwxyz"
DIGEST: Final = {
    "titles": {
        "kk": "Уәде орындалмаса, бұл туралы айту керек",
        "ru": "О невыполненном обещании нужно сказать",
        "en": "When a promise can't be kept, say so",
    },
    "texts": {
        "kk": "Маман ата-анаға белгілі бір күні көмек келеді деп айтты, бірақ көмек бөлінбегенін біле тұра "
        "хабарламады. Комиссия мұны адамның қадір-қасиетін құрметтемеу деп тапты. Кеңес: уәдені тек шешім шыққан "
        "соң беру, кешіксе, сол күні хабарлау.",
        "ru": "Специалист сказал родителю, что помощь придёт к определённому дню, а узнав, что её не выделили, не "
        "сообщил "
        "об этом. Комиссия увидела в этом неуважение к достоинству человека. Совет: обещать только то, о чём уже есть "
        "решение, и о задержке говорить в тот же день.",
        "en": "A practitioner told a parent that help would come by a day, learned that it was not granted, and did "
        "not "
        "say so. The panel found that this did not respect the person's dignity. Advice: promise only what is decided, "
        "and tell of a delay the same day.",
    },
}


def make(place: Association) -> None:
    """Four matters, each brought as far as it came."""
    subjects = _subjects(place)
    if len(subjects) < 3:
        return
    _closed(place, subjects[0])
    _with_panel(place, subjects[1])
    _decided(place, subjects[2])
    with clock_at(place.on - timedelta(days=2)):
        _complained(place, None, "Әлеуметтік қызметкер, аты-жөнін білмеймін, Орталық аудан",
                    "Үйге кезекті рет ескертусіз келіп, көршілердің көзінше отбасымыз туралы дауыстап айтты.",
                    norms=["confidentiality", "dignity"], happened="Өткен аптада, түстен кейін")  # fmt: skip


def _closed(place: Association, subject: Practitioner) -> None:
    """With a name, heard, advised, told to others without names."""
    galina, begun = place.people["galina"], place.on - timedelta(days=310)
    with clock_at(begun):
        matter = _complained(
            place, None, str(subject),
            "Обещали, что помощь придёт к началу месяца. Я ждала, звонила, а потом узнала, что её и не назначали.",
            name="Ирина", contact="+7 700 000 07 07", norms=["dignity", "truth"],
        )  # fmt: skip
    with clock_at(begun + timedelta(days=6)):
        _to_panel(place, matter, subject, ("marat", "zhibek", "oleg"))
    with clock_at(begun + timedelta(days=9)):
        if subject.user is not None:
            write_in_matter(actor=subject.user, complaint=matter.uuid, text="Я не знала, как об этом сказать. Сожалею.")
        hearing = set_hearing(
            actor=galina, complaint=matter.uuid, at=now() + timedelta(days=10), place="Офис ассоциации"
        )
    with clock_at(begun + timedelta(days=20)):
        keep_minutes(
            actor=galina, hearing=hearing.uuid, minutes="Выслушаны обе стороны. Порядок назначения помощи разъяснён."
        )
    with clock_at(begun + timedelta(days=26)):
        decide_complaint(
            actor=place.people["marat"], complaint=matter.uuid, measure="advice",
            text="Обещать помощь до решения было нельзя; о задержке следовало сказать сразу.",
        )  # fmt: skip
    with clock_at(begun + timedelta(days=60)):
        close_matter(actor=galina, complaint=matter.uuid)
        write_digest(actor=galina, complaint=matter.uuid, titles=DIGEST["titles"], texts=DIGEST["texts"])
        publish_digest(actor=galina, complaint=matter.uuid)


def _with_panel(place: Association, subject: Practitioner) -> None:
    """From a colleague at a desk, who is not named; the subject has answered; a hearing is set."""
    colleague = next(user for name, user in sorted(place.people.items()) if name in ("zhanna", "timur", "serik")
                     and user.pk != subject.user_id)  # fmt: skip
    with clock_at(place.on - timedelta(days=24)):
        matter = _complained(
            place, colleague, str(subject),
            "Көмек алушы туралы әріптестер чатында аты-жөнімен жазылды. Чатта іске қатысы жоқ адамдар бар.",
            norms=["confidentiality"],
        )  # fmt: skip
    with clock_at(place.on - timedelta(days=17)):
        _to_panel(place, matter, subject, ("zhibek", "oleg", "nazym"))
    with clock_at(place.on - timedelta(days=12)):
        if subject.user is not None:
            write_in_matter(
                actor=subject.user, complaint=matter.uuid, text="Хабарламаны сол күні өшірдім, себебі түсіндім."
            )
        set_hearing(
            actor=place.people["galina"],
            complaint=matter.uuid,
            at=now() + timedelta(days=21),
            place="Қауымдастық кеңсесі",
        )


def _decided(place: Association, subject: Practitioner) -> None:
    """A warning, whose days of appeal still run."""
    with clock_at(place.on - timedelta(days=70)):
        matter = _complained(
            place,
            None,
            str(subject),
            "Взял взаймы у подопечного и полгода не возвращает.",
            norms=["boundaries", "no_gain"],
        )
    with clock_at(place.on - timedelta(days=60)):
        _to_panel(place, matter, subject, ("oleg", "marat", "nazym"))
    with clock_at(place.on - timedelta(days=8)):
        decide_complaint(
            actor=place.people["oleg"], complaint=matter.uuid, measure="warning",
            text="Брать в долг у получателя помощи недопустимо. Долг возвращён в ходе рассмотрения.",
        )  # fmt: skip


def _complained(place: Association, who: User | None, about: str, text: str, **said: object) -> Complaint:
    chance = place.chance(text)
    code = "".join(chance.choice(_LETTERS) for _ in range(24))
    with with_code(code, who) as actor:
        return complain(
            actor=actor, office=place.office.uuid, code=code, about_name=about, text=text,
            in_own_name=who is not None, **said,  # type: ignore[arg-type]
        )  # fmt: skip


def _to_panel(place: Association, matter: Complaint, subject: Practitioner, wanted: tuple[str, ...]) -> None:
    """Admitted, told, and judged by three who are free; the first is the chair."""
    galina = place.people["galina"]
    admit_complaint(actor=galina, complaint=matter.uuid, number=subject.number or "")
    tell_subject(actor=galina, complaint=matter.uuid)
    with acting_as(galina.pk), transaction.atomic():
        free = {user.username for user in candidates(matter)}
    for number, name in enumerate(one for one in wanted if one in free):
        user = place.people[name]
        asked = ask_panel_member(actor=galina, complaint=matter.uuid, user=user.uuid, chair=number == 0)
        declare_standing(actor=user, member=asked.uuid, free=True)


def _subjects(place: Association) -> list[Practitioner]:
    """Three of the demo's workers who stand in the register."""
    first: date = place.on - timedelta(days=400)
    with acting_as(place.people["symbat"].pk), transaction.atomic():
        found = Practitioner.objects.filter(state="entered", user__isnull=False, entered_on__lte=first)
        return list(found.select_related("user").exclude(user__username__in=("galina", "symbat")).order_by("pk")[:3])
