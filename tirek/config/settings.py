"""Settings. What an installation may change comes from the environment; the names are in docs/install.md."""

import os
from typing import Any
from urllib.parse import urlsplit

from django.utils.translation import gettext_lazy as _

from tirek.config.databases import databases
from tirek.config.home import CHECKOUT, data_home, secret_key

HOME = data_home()
SECRET_KEY = secret_key(HOME)
# What seals identification numbers: the first key seals, all open. Without any, SECRET_KEY does.
FIELD_KEYS = [key for key in os.environ.get("TIREK_FIELD_KEYS", "").split(",") if key]
DEBUG = os.environ.get("TIREK_DEBUG") == "1"
DEMO = (HOME / "demo").exists()  # written by `tirek demo`: one-click login exists only here

URL = os.environ.get("TIREK_URL", "http://127.0.0.1:8000").rstrip("/")
HTTPS = URL.startswith("https://")
ALLOWED_HOSTS = [
    "localhost",
    "127.0.0.1",
    "[::1]",
    *filter(None, [urlsplit(URL).hostname, *os.environ.get("TIREK_HOSTS", "").split(",")]),
]

# Applications and the way of a request ---------------------------------------------------------------------

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "procrastinate.contrib.django",
    "tirek.toolkit",
    "tirek.access",
    "tirek.programmes",
    "tirek.directory",
    "tirek.people",
    "tirek.profession",
    "tirek.casework",
    "tirek.outcomes",
    "tirek.web",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "tirek.web.middleware.SecurityHeaders",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "tirek.web.middleware.SessionLimits",
    "tirek.web.middleware.Language",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "tirek.toolkit.postgresql.middleware.DatabaseUser",
    "tirek.web.desk.Readings",
    "tirek.web.middleware.FinishedDrafts",
    "tirek.web.middleware.Problems",
]
CSRF_FAILURE_VIEW = "tirek.web.entrance.views.csrf_failure"
ROOT_URLCONF = "tirek.config.urls"
WSGI_APPLICATION = "tirek.config.wsgi.application"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [CHECKOUT / "tirek" / "web" / "templates"],  # before those of the login library
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "tirek.web.context.page",
            ],
        },
    }
]

# The database ----------------------------------------------------------------------------------------------

DATABASES = databases(HOME, pool=os.environ.get("TIREK_POOL") == "1")  # the web's processes share
DATABASE_ROUTERS = ["tirek.toolkit.postgresql.routers.CacheRouter"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "tirek_cache"}}

# Background work: the queue lies in the same database ------------------------------------------------------

PROCRASTINATE_DATABASE_ALIAS = "default"  # a job is put in by the transaction that asks for it
PROCRASTINATE_PERIODIC_DEFAULTS = {"max_delay": 24 * 60 * 60}  # a night slept through is made up for at the start

# Login -----------------------------------------------------------------------------------------------------

AUTH_USER_MODEL = "access.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS: list[dict[str, Any]] = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    # 15 characters alone, 8 beside a second factor; no rules of composition, no expiry (NIST SP 800-63B-4).
    {"NAME": "tirek.web.entrance.passwords.Length"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
PASSWORD_RESET_TIMEOUT = 60 * 60
ACCOUNT_LOGIN_METHODS = {"username"}  # the adapter knows the name behind an e-mail address
ACCOUNT_ADAPTER = "tirek.web.entrance.adapter.Entrance"
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_RATE_LIMITS = {"login": "30/m/ip", "login_failed": "6/30m/key,60/30m/ip"}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Tirek"
USERSESSIONS_TRACK_ACTIVITY = False  # a reading of a page writes nothing but the reading log

SESSION_COOKIE_NAME = "__Host-tirek" if HTTPS else "tirek"
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_NAME = "__Host-csrf" if HTTPS else "csrftoken"
CSRF_COOKIE_SAMESITE = "Strict"
CSRF_TRUSTED_ORIGINS = [URL] if HTTPS else []

# Headers ---------------------------------------------------------------------------------------------------

X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
if os.environ.get("TIREK_BEHIND_PROXY") == "1":
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# Mail ------------------------------------------------------------------------------------------------------

EMAIL_HOST = os.environ.get("TIREK_MAIL_HOST", "")  # without one, links are handed over and nothing is sent
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if EMAIL_HOST else 'dummy'}.EmailBackend"
EMAIL_PORT = int(os.environ.get("TIREK_MAIL_PORT", "587"))
EMAIL_USE_SSL = EMAIL_PORT == 465
EMAIL_USE_TLS = EMAIL_PORT == 587
EMAIL_HOST_USER = os.environ.get("TIREK_MAIL_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("TIREK_MAIL_PASSWORD", "")
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = os.environ.get("TIREK_MAIL_FROM", "tirek@localhost")

# Languages and time ----------------------------------------------------------------------------------------

LANGUAGE_CODE = "kk"
LANGUAGES = [("kk", _("Kazakh")), ("ru", _("Russian")), ("en", _("English"))]
LOCALE_PATHS = [CHECKOUT / "tirek" / "locale"]
LANGUAGE_COOKIE_NAME = "language"
TIME_ZONE = "Asia/Almaty"
USE_TZ = True

# Static files ----------------------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
MEDIA_ROOT = HOME / "media"
FACTS_ROOT = HOME / "facts"  # what may be counted, without names; the background job alone writes it
# Figures of fewer people are hidden from who may not open the files. Three at the least, whatever is asked here.
SMALLEST_TOLD = max(3, int(os.environ.get("TIREK_SMALLEST_TOLD", "5")))
FILE_UPLOAD_PERMISSIONS = 0o600
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
