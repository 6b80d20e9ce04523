"""Settings of the tests: strict where the real ones forgive."""

from typing import NoReturn

from tirek.config.databases import databases
from tirek.config.home import CHECKOUT
from tirek.config.settings import *  # noqa: F403
from tirek.config.settings import TEMPLATES

SECRET_KEY = "a key for the tests alone, never for an installation"
DEBUG = False
DEMO = False
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]


class Undefined(str):
    """Stands for a template variable that nobody defined: fails instead of printing nothing."""

    def __contains__(self, part: object) -> bool:
        return part == "%s"

    def __mod__(self, variable: object) -> NoReturn:
        raise LookupError(f"undefined template variable: {variable}")


TEMPLATES[0]["OPTIONS"]["string_if_invalid"] = Undefined("undefined")
DATABASES = databases(CHECKOUT / ".tirek-test", pool=False)  # the tests' own server puts its address in
DATABASES["readlog"]["TEST"] = {"MIRROR": "default"}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
WHITENOISE_AUTOREFRESH = True
