"""The part of the demo about: plans."""

from tirek.config.demo.profession import Association


def make(place: Association) -> None:
    """Nothing happens here yet."""
