"""What others published: the goals and their wording, people of the regions, values of the country, policy answers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Q

from tirek.directory.selectors import regions
from tirek.kernel.problems import N_, Missing
from tirek.outcomes.engine.definition import Contribution, Indicator, Serves
from tirek.outcomes.engine.framework import NO_FIGURE, Entry, framework
from tirek.outcomes.engine.loading import TOTAL
from tirek.outcomes.models import Loaded, OfficialValue, PolicyAnswer, PopulationFigure
from tirek.programmes.engine.words import Words


def goals() -> list[Entry]:
    """The seventeen goals."""
    return [entry for entry in framework().values() if entry.level == "goal"]


def goal(number: int) -> Entry:
    """A goal by its number."""
    return _entry(str(number))


def target(code: str) -> Entry:
    """A target by its code: 3.5."""
    return _entry(code)


def targets_of(number: int) -> list[Entry]:
    """The targets of a goal."""
    return [entry for entry in framework().values() if entry.level == "target" and entry.goal == number]


def sdg_indicator(code: str) -> Entry:
    """An indicator by its code: 3.5.1, or a national one: 5.2.1.1."""
    return _entry(code)


def indicators_of(target: str) -> list[Entry]:
    """The indicators of a target, the national ones last."""
    return [entry for entry in framework().values() if entry.target == target and entry.level != "target"]


def _entry(code: str) -> Entry:
    try:
        return framework()[code]
    except KeyError:
        raise Missing(N_("There is no such record in what you may see.")) from None


@dataclass(frozen=True)
class ContributionLine:
    """One indicator of the goals: what of ours serves it, how, or why nothing is computed."""

    entry: Entry
    serves: Sequence[tuple[Serves, Indicator]]
    why_no_figure: Words | None = None


def contributions(catalogue: Mapping[str, Indicator]) -> list[ContributionLine]:
    """Every indicator of the goals that our work touches, in the order of the framework."""
    serving: dict[str, list[tuple[Serves, Indicator]]] = {}
    for indicator in catalogue.values():
        for serves in indicator.serves:
            serving.setdefault(serves.indicator, []).append((serves, indicator))
    silent = {line.serves.indicator: line.why for line in NO_FIGURE}
    return [
        ContributionLine(entry, tuple(serving.get(code, ())), silent.get(code))
        for code, entry in framework().items()
        if code in serving or code in silent
    ]


#: What the letters of a contribution mean.
CONTRIBUTION_WORDS: Mapping[Contribution, Words] = {
    Contribution.NUMERATOR: Words(
        kk="Алымы немесе оның бөлігі: осы адамдар көрсеткіштің алымына кіреді.",
        ru="Числитель или его часть: эти люди входят в числитель показателя.",
        en="A numerator or part of it: these people belong into the numerator of the indicator.",
    ),
    Contribution.SUBPOPULATION: Words(
        kk="Тек біздің қызмет алушылар бойынша: ел халқына таратуға болмайды.",
        ru="Только по нашим клиентам: на население страны переносить нельзя.",
        en="For our clients alone: not to be carried over to the people of the country.",
    ),
    Contribution.PROCESS: Words(
        kk="Жұмыс барысының дәлелі: не істелгенін көрсетеді, көрсеткіштің өзін емес.",
        ru="Свидетельство о процессе: показывает, что делается, а не сам показатель.",
        en="Evidence of process: it shows what is done, not the indicator itself.",
    ),
    Contribution.SURVEY: Words(
        kk="Тек сауалнама көрсете алады: мұнда есептелмейді.",
        ru="Может показать только опрос: здесь не считается.",
        en="Only a survey can tell: not computed here.",
    ),
}


@dataclass(frozen=True)
class LoadedLine:
    """A loaded file and how much it brought."""

    loaded: Loaded
    rows: int
    years: tuple[int, int] | None
    of: tuple[str, ...] = ()


def loaded_files() -> list[LoadedLine]:
    """What was loaded, the newest first; what was withdrawn stays on the list."""
    people = dict(PopulationFigure.objects.values_list("loaded").annotate(Count("pk")))
    values = dict(OfficialValue.objects.values_list("loaded").annotate(Count("pk")))
    years: dict[int, set[int]] = {}
    codes: dict[int, set[str]] = {}
    for loaded, year in PopulationFigure.objects.values_list("loaded", "year").distinct():
        years.setdefault(loaded, set()).add(year)
    for loaded, year, code in OfficialValue.objects.values_list("loaded", "year", "indicator").distinct():
        years.setdefault(loaded, set()).add(year)
        codes.setdefault(loaded, set()).add(code)
    order = {code: place for place, code in enumerate(framework())}
    return [
        LoadedLine(
            loaded,
            people.get(loaded.pk, 0) + values.get(loaded.pk, 0),
            (min(years[loaded.pk]), max(years[loaded.pk])) if loaded.pk in years else None,
            tuple(sorted(codes.get(loaded.pk, ()), key=lambda code: order.get(code, 0))),
        )
        for loaded in Loaded.objects.select_related("loaded_by").order_by("-loaded_at", "-pk")
    ]


def loaded_seen(uuid: UUID) -> Loaded:
    """A loaded file."""
    found = Loaded.objects.select_related("loaded_by").filter(uuid=uuid).first()
    if found is None:
        raise Missing(N_("There is no such record in what you may see."))
    return found


def population_loaded() -> bool:
    """Whether any figures of the population stand."""
    return PopulationFigure.objects.filter(loaded__withdrawn_on=None).exists()


def official_values(indicator: str, region: str = TOTAL) -> list[OfficialValue]:
    """The published values of an indicator for the country or a region, by year; each knows its file and citation.

    Of two files that say the same year and group the newer one is heard.
    """
    newest: dict[tuple[object, ...], OfficialValue] = {}
    rows = OfficialValue.objects.filter(Q(loaded__withdrawn_on=None), indicator=indicator, region=region)
    for row in rows.select_related("loaded").order_by("loaded__loaded_at", "pk"):
        newest[(row.series, row.year, row.measured_in, tuple(sorted(row.groups.items())))] = row
    return sorted(newest.values(), key=lambda row: (row.series, bool(row.groups), str(row.groups), row.year))


def policy_answers(indicator: str) -> dict[int, PolicyAnswer]:
    """The newest answer to each question of a policy checklist, by the number of the question."""
    rows = PolicyAnswer.objects.filter(indicator=indicator).select_related("recorded_by")
    return {row.question: row for row in rows.order_by("on", "recorded_at", "pk")}


def region_codes() -> dict[str, str]:
    """The KATO code of every code by which a region is known: KATO, ISO 3166-2, the national SDG data's own."""
    return {
        code.upper(): region.kato
        for region in regions()
        for code in (region.kato, region.iso_code, region.kazstat_code)
    }
