"""The whole register compared with itself, in the background. Needs the ``analytics`` extra; the pages do without."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tirek.people.models import RegisterComparison


def compare_register(**how: Any) -> "RegisterComparison":
    """Compare everybody with everybody: see ``register.compare_register``, which needs Django where keys do not."""
    from tirek.people.linkage import register

    return register.compare_register(**how)
