"""The door of the web server."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tirek.config.settings")
os.environ.setdefault("TIREK_POOL", "1")

application = get_wsgi_application()
