"""The database backend: every transaction begins by saying who asks. ENGINE = "tirek.toolkit.postgresql"."""

from django.db.backends.postgresql import base

from tirek.toolkit.postgresql.user import tell


class DatabaseWrapper(base.DatabaseWrapper):
    """Outside of a transaction there is no user, so row security shows nothing."""

    def _set_autocommit(self, autocommit: bool) -> None:
        super()._set_autocommit(autocommit)  # type: ignore[misc]
        if not autocommit:
            with self.wrap_database_errors:
                tell(self.connection)
