"""The cache counts login attempts; a request that fails must not roll the count back."""

from django.db.models import Model


class CacheRouter:
    """Reads and writes of the cache table go by the connection that no request's transaction holds."""

    def db_for_read(self, model: type[Model], **_hints: object) -> str | None:
        return "readlog" if model._meta.app_label == "django_cache" else None

    db_for_write = db_for_read
