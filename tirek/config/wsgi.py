"""The door of the web server."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tirek.config.settings")
os.environ.setdefault("TIREK_POOL", "1")

application = get_wsgi_application()

# What was loaded at the start stays for good: the collector need not walk through it amid an answer, and a page
# of a hundred cases makes more objects than the usual threshold before it lets them go by itself.
gc.collect()
gc.freeze()
gc.set_threshold(10_000, 50, 50)
