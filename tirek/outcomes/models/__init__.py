from tirek.outcomes.models.facts import FactsVersion, QualityFinding
from tirek.outcomes.models.figures import Curve, Exit, Figure
from tirek.outcomes.models.reference import Loaded, OfficialValue, PolicyAnswer, PopulationFigure
from tirek.outcomes.models.report import Report, Snapshot
from tirek.outcomes.models.research import ResearchFile, ResearchRelease, ResearchRequest

__all__ = [
    "Curve",
    "Exit",
    "FactsVersion",
    "Figure",
    "Loaded",
    "OfficialValue",
    "PolicyAnswer",
    "PopulationFigure",
    "QualityFinding",
    "Report",
    "ResearchFile",
    "ResearchRelease",
    "ResearchRequest",
    "Snapshot",
]
