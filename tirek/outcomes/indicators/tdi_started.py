"""People who started treatment of substance use in the year."""

from tirek.outcomes.engine.definition import Contribution, Indicator, Measure, Period, Serves, Standard
from tirek.outcomes.indicators._notes import ITEMS_READ
from tirek.outcomes.indicators._treatment import PROGRAMMES, starters
from tirek.programmes.engine.words import Words

INDICATOR = Indicator(
    id="tdi_started",
    title=Words(
        kk="Тұтынуға байланысты ем бастағандар",
        ru="Начавшие лечение зависимости",
        en="People who started treatment of substance use",
    ),
    about=Words(
        kk="Жыл ішінде наркологтан ем ала бастаған, детоксикация, алмастыру терапиясы, оңалту бастаған, ал тәуелділік "
        "бағдарламасында психологқа не қолдау тобына келе бастаған адамдар. Әр адам бір рет саналады. "
        "Жасы – кезеңнің соңғы күнінде.",
        ru="Люди, которые за год начали лечение у нарколога, детоксикацию, заместительную терапию, реабилитацию, "
        "а в программе помощи при зависимости – работу с психологом или группу поддержки. Каждый человек один раз. "
        "Возраст – на последний день периода.",
        en="People who in the year began outpatient addiction treatment, detoxification, substitution therapy or "
        "rehabilitation, or in the programme of addiction a psychologist's help or a support group. Everybody once. "
        "Age on the last day of the period.",
    ),
    counted="person",
    measure=Measure.COUNT,
    period=Period.YEAR,
    programmes=PROGRAMMES,
    numerator=starters,
    by=(
        ("sex",), ("age_group",), ("region",), ("substance",), ("treated_before",),
        ("sex", "age_group"), ("sex", "substance"), ("region", "sex"),
    ),
    standards=(
        Standard("EUDA TDI", "sex; age; year", verified=True, note=ITEMS_READ),
    ),
    serves=(Serves("3.5.1", Contribution.PROCESS, "SH_SUD_TREAT"),),
)  # fmt: skip
