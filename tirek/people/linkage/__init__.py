"""The whole register compared with itself, in the background. Needs the ``analytics`` extra; the pages do without."""

from tirek.people.linkage.register import LEAST, compare_register

__all__ = ["LEAST", "compare_register"]
