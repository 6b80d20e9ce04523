"""The part of the demo about: register."""

from tirek.config.demo.profession import Association


def make(place: Association) -> None:
    """Nothing happens here yet."""
