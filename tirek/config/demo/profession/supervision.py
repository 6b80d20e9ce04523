"""The part of the demo about: supervision."""

from tirek.config.demo.profession import Association


def make(place: Association) -> None:
    """Nothing happens here yet."""
