"""The facts: written from PostgreSQL to files without anybody's name, and opened for whoever counts."""

from tirek.outcomes.facts.opening import newest, opened, paths_of
from tirek.outcomes.facts.writing import export_facts, forget_old_versions

__all__ = ["export_facts", "forget_old_versions", "newest", "opened", "paths_of"]
