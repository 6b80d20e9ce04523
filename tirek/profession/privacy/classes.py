from typing import TypeAlias

Field: TypeAlias = tuple[str, str]


def all_of(privacy: str, keep: str, *names: str) -> dict[str, Field]:
    """The same class and keep-until rule for several fields."""
    return dict.fromkeys(names, (privacy, keep))
