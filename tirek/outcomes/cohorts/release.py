"""People released from prison: do they offend again? Three measures that are never mixed."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from tirek.outcomes.engine.cohort import EVENT, Cohort
from tirek.outcomes.engine.definition import Facts
from tirek.outcomes.engine.model import OPEN_END
from tirek.outcomes.engine.watching import deaths, ending_on, once, told_later, watched
from tirek.programmes.engine.words import Words

if TYPE_CHECKING:
    import ibis.expr.types as ir

BY = ("sex", "age_group", "region")
SENTENCE = ("colony", "prison", "settlement_colony")
NO_RELEASE = ("transfer", "death", "not_convicted")


def _rows(
    offences: tuple[str, ...], held: tuple[str, ...], answers: Mapping[str, str]
) -> Callable[[Facts], "ir.Table"]:
    """Releases, with these offences, kinds of custody and answers of the follow-up as what is waited for."""

    def rows(facts: Facts) -> "ir.Table":
        import ibis

        episodes = facts.episodes.filter(facts.episodes.starts_on <= facts.on)
        custody = episodes.filter(episodes.track == "custody", episodes.setting == "institution")
        line = ibis.window(
            group_by="person_key", order_by=[custody.starts_on, custody.recorded_on, custody.episode_key]
        )
        custody = custody.mutate(following=custody.starts_on.lead().over(line))
        served = custody.filter(custody.kind.isin(SENTENCE), custody.ended_on <= facts.on)
        served = served.filter(
            ~served.exit_reason.isin(NO_RELEASE), served.destination != "other_custody",
            served.ended_on < served.following.fill_null(OPEN_END),
        )  # fmt: skip
        released = served.mutate(starts_on=served.ended_on)
        again = episodes.filter(episodes.track == "offence", episodes.kind.isin(offences))
        back = custody.filter(custody.kind.isin(held), custody.entry_reason != "probation_breach")
        breach = custody.filter(custody.kind.isin(SENTENCE), custody.entry_reason == "probation_breach")
        endings = [
            ending_on(again, again.starts_on, EVENT),
            ending_on(back, back.starts_on, EVENT),
            ending_on(breach, breach.starts_on, "breach"),
            told_later(facts, ("release",), {"died": "death", **answers}),
            deaths(facts),
        ]
        return watched(once(released), endings, facts, by=BY)

    return rows


def _cohort(
    code: str, title: Words, event: Words, about: Words, share: Words, rows: Callable[[Facts], "ir.Table"]
) -> Cohort:
    return Cohort(
        id=code,
        title=title,
        about=Words(
            kk=f"{about.kk} Сағат босатылған күннен жүреді; басқа мекемеге ауыстыру – босату емес. Пробация шартын "
            f"бұзу құқық бұзушылыққа жатпайды.",
            ru=f"{about.ru} Отсчёт идёт со дня освобождения; перевод в другое учреждение не освобождение. Нарушение "
            f"условий пробации правонарушением не считается.",
            en=f"{about.en} The clock starts on the day of release; a transfer is no release. A breach of the "
            f"conditions of probation is no offence.",
        ),
        counted="person",
        entered=Words(kk="босатылды", ru="освободились", en="released"),
        event=event,
        still=Words(kk="қайталанған жоқ", ru="этого не было", en="nothing of it"),
        sentence=Words(
            kk=f"{{when}} босатылғандар: {{people}}. {{months}} ай ішінде {share.kk}: {{share}} ({{interval}}).",
            ru=f"Освобождений {{when}}: {{people}}. В течение {{months}} мес. {share.ru}: {{share}} ({{interval}}).",
            en=f"Releases {{when}}: {{people}}. Within {{months}} months {share.en}: {{share}} ({{interval}}).",
        ),
        competing={
            "breach": Words(
                kk="пробация шартын бұзғаны үшін қамалды", ru="возвращён за нарушение условий пробации",
                en="back in custody for a breach of conditions alone",
            ),
            "death": Words(kk="қайтыс болды", ru="смерть", en="died"),
        },
        main=EVENT,
        programmes=("release",),
        by=BY,
        rows=rows,
    )  # fmt: skip


COHORTS = (
    _cohort(
        "reconviction",
        Words(kk="Босатылғаннан кейін: қайта сотталу", ru="После освобождения: повторное осуждение",
              en="After release: convicted again"),
        Words(kk="қайта сотталды", ru="осуждён повторно", en="convicted again"),
        Words(kk="Соттың жаңа үкімі ғана саналады.", ru="Учитывается только новый приговор суда.",
              en="A court's new sentence alone counts."),
        Words(kk="қайта сотталды", ru="осуждены повторно", en="convicted again"),
        _rows(("reconviction",), (), {}),
    ),
    _cohort(
        "rearrest",
        Words(kk="Босатылғаннан кейін: қайта қамауға алу немесе күдік",
              ru="После освобождения: новый арест или обвинение", en="After release: arrested or charged again"),
        Words(kk="қайта қамауға алынды немесе күдікті", ru="вновь арестован или обвинён",
              en="arrested or charged again"),
        Words(kk="Қамауға алу, жаңа күдік немесе айып, тергеу изоляторы; бұл – айыптау емес.",
              ru="Арест, новое подозрение или обвинение, следственный изолятор; это не признание вины.",
              en="An arrest, a new charge or detention before trial; none of them is a finding of guilt."),
        Words(kk="қайта қамауға алынды немесе күдікті болды", ru="вновь арестованы или обвинены",
              en="arrested or charged again"),
        _rows(("arrest", "new_charge", "reconviction", "reimprisonment"), ("pre_trial_detention", *SENTENCE),
              {"new_offence": EVENT, "back_in_prison": EVENT}),
    ),
    _cohort(
        "reimprisonment",
        Words(kk="Босатылғаннан кейін: қайтадан бас бостандығынан айыру", ru="После освобождения: снова в заключении",
              en="After release: imprisoned again"),
        Words(kk="қайтадан бас бостандығынан айырылды", ru="снова лишён свободы", en="imprisoned again"),
        Words(kk="Жаңа үкіммен колонияға немесе түрмеге түсу.", ru="Новый срок в колонии или тюрьме.",
              en="A new term in a colony or prison."),
        Words(kk="қайтадан бас бостандығынан айырылды", ru="снова лишены свободы", en="imprisoned again"),
        _rows(("reimprisonment",), SENTENCE, {"back_in_prison": EVENT}),
    ),
)  # fmt: skip
