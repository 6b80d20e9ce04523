"""Forms of instruments: compiled from the form standard (XLSForm), evaluated here with authority.

``compile_form`` makes a ``FormDefinition`` or raises ``FormRefused``; ``evaluate`` reads answers.
"""

from tirek.programmes.engine.form.compiler import compile_form
from tirek.programmes.engine.form.definition import FormDefinition
from tirek.programmes.engine.form.evaluate import Evaluation, Violation, evaluate, initial_answers
from tirek.programmes.engine.form.findings import Finding, FormRefused

__all__ = [
    "Evaluation",
    "Finding",
    "FormDefinition",
    "FormRefused",
    "Violation",
    "compile_form",
    "evaluate",
    "initial_answers",
]
