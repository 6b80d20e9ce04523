"""The part of the demo about: members of the association, their fees, a meeting held, one called, what was said."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Final
from uuid import UUID

from django.db import transaction

from tirek.access.models import User
from tirek.config.demo.profession import Association
from tirek.kernel.clock import clock_at
from tirek.profession.actions.meetings import (
    call_meeting,
    cast_vote,
    close_meeting,
    count_vote,
    mark_present,
    open_meeting,
    open_vote,
    put_motion,
)
from tirek.profession.actions.membership import (
    apply_membership,
    ask_fees,
    enter_member,
    enter_members,
    exclude_member,
    record_fee,
    record_payments,
    set_category,
)
from tirek.profession.actions.positions import publish_position
from tirek.profession.models import Fee, Member, MemberCategory, Motion, Practitioner
from tirek.toolkit.postgresql.user import acting_as

Words = tuple[str, str, str]
MEMBERS: Final = 120
KINDS: Final[dict[str, tuple[Words, int, bool]]] = {
    "full": (("Толық мүше", "Действительный член", "Full member"), 12000, True),
    "associate": (("Қауымдасқан мүше", "Ассоциированный член", "Associate member"), 4000, False),
    "body": (("Ұйым-мүше", "Организация-член", "Member organisation"), 60000, True),
}
MOTIONS: Final[tuple[tuple[Words, Words, bool, int], ...]] = (
    (
        ("Жылдық есепті бекіту", "Утвердить годовой отчёт", "Approve the report of the year"),
        (
            "Жиналыс кеңсенің бір жылғы жұмысы туралы есебін бекітеді.",
            "Собрание утверждает отчёт офиса о работе за год.",
            "The meeting approves the report of the office on the work of the year.",
        ),
        False,
        50,
    ),
    (
        ("Әр маманға супервизия", "Супервизия каждому специалисту", "Supervision for every practitioner"),
        (
            "Қауымдастық әр тәжірибедегі маманға жұмыс уақытында тұрақты супервизия берілуін талап етеді.",
            "Ассоциация выступает за регулярную супервизию каждого практикующего специалиста в рабочее время.",
            "The association asks for regular supervision of every practitioner within working hours.",
        ),
        False,
        66,
    ),
    (
        ("Басқарма төрағасын сайлау", "Избрать председателя правления", "Elect the chair of the board"),
        (
            "Басқарма ұсынған үміткерге жасырын дауыс беру.",
            "Тайное голосование по кандидатуре, предложенной правлением.",
            "A secret vote on the candidate proposed by the board.",
        ),
        True,
        50,
    ),
)
POSITIONS: Final[tuple[tuple[int, bool, Words, Words], ...]] = (
    (
        238,
        True,
        MOTIONS[1][0],
        (
            "Ауыр істермен жалғыз қалған маман тез қажиды, ал қателігінен адамдар зардап шегеді. Қауымдастық әр "
            "тәжірибедегі маманға айына бір реттен сирек емес, жұмыс уақытында және жұмыс берушінің есебінен "
            "супервизия "
            "берілуі керек деп санайды.",
            "Специалист, оставшийся с тяжёлыми случаями один на один, быстро выгорает, а за его ошибки расплачиваются "
            "люди. Ассоциация считает, что супервизия нужна каждому практикующему специалисту не реже раза в месяц, в "
            "рабочее время и за счёт работодателя.",
            "A practitioner left alone with hard cases burns out, and people pay for the mistakes. The association "
            "holds "
            "that every practitioner needs supervision at least once a month, in working hours and paid by the "
            "employer.",
        ),
    ),
    (
        150,
        False,
        (
            "Баланың аты-жөні мен суреті баспасөзге шықпауы керек",
            "Имени и фотографии ребёнка не место в прессе",
            "A child's name and picture do not belong in the press",
        ),
        (
            "Көмекке жүгінген отбасының баласын тануға болатын ештеңе жарияланбауы тиіс: аты, суреті, мектебі, ауылы. "
            "Бұл сөз тек журналистерге емес, өз жұмысын көрсеткісі келетін ұйымдарға да қатысты.",
            "Ничто, по чему можно узнать ребёнка из семьи, обратившейся за помощью, не должно публиковаться: ни имя, "
            "ни "
            "фотография, ни школа, ни село. Это относится не только к журналистам, но и к организациям, которые хотят "
            "показать свою работу.",
            "Nothing by which a child of a family that asked for help could be recognised should be published: no "
            "name, "
            "picture, school or village. This is said to journalists and also to organisations that want to show "
            "their work.",
        ),
    ),
    (
        40,
        False,
        (
            "Үйге кіретін маманның қауіпсіздігі туралы",
            "О безопасности специалиста, входящего в дом",
            "On the safety of those who enter homes",
        ),
        (
            "Қауіп бар үйге маман жалғыз бармайды. Жұмыс беруші әр осындай сапардың алдында қауіпті бағалап, екінші "
            "адамды, байланыс құралын және қайту уақытын белгілейді.",
            "В дом, где есть опасность, специалист не идёт один. Работодатель перед каждым таким выходом оценивает "
            "риск "
            "и назначает второго человека, связь и время возвращения.",
            "Nobody goes alone into a home where there is danger. Before each such visit the employer assesses the "
            "risk "
            "and settles who goes along, how to call and when to be back.",
        ),
    ),
)


def make(place: Association) -> None:
    """Take in, ask the fees, meet, vote, speak."""
    office = place.people["symbat"]
    with clock_at(place.on - timedelta(days=1000)):
        kinds = {
            code: set_category(
                actor=office, unit=place.office.uuid, code=code, titles=_said(titles), fee=Decimal(fee), votes=votes
            )
            for code, (titles, fee, votes) in KINDS.items()
        }
    _taken_in(place, office, kinds)
    _fees(place, office)
    motions = _met(place, office)
    for ago, by_motion, titles, texts in POSITIONS:
        with clock_at(day := place.on - timedelta(days=ago)):
            publish_position(
                actor=office, unit=place.office.uuid, titles=_said(titles), texts=_said(texts), adopted_on=day,
                motion=motions[1].uuid if by_motion else None,
            )  # fmt: skip
    with clock_at(place.on - timedelta(days=4)):
        call_meeting(
            actor=office, unit=place.office.uuid, on=place.on + timedelta(days=26), place="Қауымдастық кеңсесі",
            titles=_said(("Кезекті жалпы жиналыс", "Очередное общее собрание", "Ordinary general meeting")),
        )  # fmt: skip


def _taken_in(place: Association, office: User, kinds: dict[str, MemberCategory]) -> None:
    """Who has a desk becomes a full member and votes; fewer others do; the rest are associate members."""
    first = place.on - timedelta(days=1090)
    with acting_as(office.pk), transaction.atomic():
        entries = list(Practitioner.objects.filter(unit=place.office, state="entered").order_by("pk"))
    own = [one for one in entries if one.user_id is not None]
    asks = own.pop() if own else None
    rest = [one for one in entries if one.user_id is None and one.entered_on and one.entered_on <= first]
    chance = place.chance("membership")
    chosen = chance.sample(rest, min(len(rest), MEMBERS - len(own) - 2))
    full = len(own) // 2
    for kind, ago, entries in (
        ("full", 900, own), ("full", 640, chosen[:full]), ("associate", 600, chosen[full : full * 5]),
        ("associate", 320, chosen[full * 5 :]),
    ):  # fmt: skip
        with clock_at(day := place.on - timedelta(days=ago)):
            enter_members(
                actor=office, category=kinds[kind].uuid, practitioners=[one.uuid for one in entries], since=day
            )
    with clock_at(place.on - timedelta(days=700)):
        for body in ("«Мейірім шуағы» қоғамдық қоры", "«Кең дала» дағдарыс орталығы"):
            enter_member(actor=office, category=kinds["body"].uuid, body=body)
    if asks is not None and asks.user is not None:
        with clock_at(place.on - timedelta(days=3)):
            apply_membership(
                actor=asks.user, category=kinds["full"].uuid, motive="Жас мамандарға тәлімгер болғым келеді."
            )
    with acting_as(office.pk), transaction.atomic():
        gone = Member.objects.filter(category=kinds["associate"]).order_by("pk").first()
    if gone is not None:
        with clock_at(place.on - timedelta(days=60)):
            exclude_member(actor=office, member=gone.uuid, reason="Екі жыл жарна төленбеді, хатқа жауап болмады.")


def _fees(place: Association, office: User) -> None:
    """Of last year and this: most paid, a few let off, some owed."""
    chance = place.chance("fees")
    for year in (place.on.year - 1, place.on.year):
        asked = max(date(year, 1, 15), place.on - timedelta(days=900))
        if asked > place.on:
            continue
        with clock_at(place.on - timedelta(days=20) if year == place.on.year else asked):
            ask_fees(actor=office, unit=place.office.uuid, year=year)
    with acting_as(office.pk), transaction.atomic():
        fees = list(Fee.objects.order_by("pk"))
    known = chance.sample(fees, len(fees) * 2 // 3)
    last = place.on - timedelta(days=1)
    paid = {
        fee.uuid: min(last, date(fee.year, 2, 1) + timedelta(days=chance.randint(0, 200))) for fee in known[6:]
    }  # fmt: skip
    with clock_at(last):
        record_payments(actor=office, unit=place.office.uuid, payments=paid)
        for fee in known[:6]:
            record_fee(actor=office, fee=fee.uuid, let_off="Бала күтімі бойынша демалыста")


def _met(place: Association, office: User) -> list[Motion]:
    """A meeting with a quorum, three motions, one of them in secret."""
    day = place.on - timedelta(days=240)
    with clock_at(day - timedelta(days=20)):
        meeting = call_meeting(
            actor=office, unit=place.office.uuid, on=day, place="Қауымдастық кеңсесі",
            titles=_said(("Есепті жалпы жиналыс", "Отчётное общее собрание", "General meeting on the year's report")),
        )  # fmt: skip
        motions = [
            put_motion(
                actor=office, meeting=meeting.uuid, titles=_said(titles), texts=_said(texts), secret=secret,
                majority=majority,
            )
            for titles, texts, secret, majority in MOTIONS
        ]  # fmt: skip
    with clock_at(day):
        voters = _present(office, meeting.uuid, day)
        open_meeting(actor=office, meeting=meeting.uuid)
        for number, motion in enumerate(motions):
            open_vote(actor=office, motion=motion.uuid)
            for place_in_row, user in enumerate(voters):
                against = place_in_row % 7 == 3 and number > 0
                cast_vote(actor=user, motion=motion.uuid, choice="against" if against else _mild(place_in_row))
            count_vote(actor=office, motion=motion.uuid)
        close_meeting(actor=office, meeting=meeting.uuid)
    return motions


def _present(office: User, meeting: UUID, day: date) -> list[User]:
    with acting_as(office.pk), transaction.atomic():
        members = list(
            Member.objects.filter(
                state="member", category__votes=True, since__lte=day, practitioner__user__isnull=False
            ).select_related("practitioner__user")
        )
    for member in members:
        mark_present(actor=office, meeting=meeting, member=member.uuid)
    return [member.practitioner.user for member in members if member.practitioner and member.practitioner.user]


def _mild(place_in_row: int) -> str:
    return "abstain" if place_in_row % 11 == 9 else "for"


def _said(words: Words) -> dict[str, str]:
    return dict(zip(("kk", "ru", "en"), words, strict=True))
