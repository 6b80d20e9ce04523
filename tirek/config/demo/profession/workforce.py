"""The part of the demo about the workforce: nothing of its own.

It is counted from the register, the vacancies and supervision of the other parts. No population is invented: the page
says what is missing and where an administrator loads it.
"""

from tirek.config.demo.profession import Association


def make(place: Association) -> None:
    """Nothing is made for figures: they follow from what was done."""
