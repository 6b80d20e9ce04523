from django.apps import AppConfig


class ProfessionConfig(AppConfig):
    name = "tirek.profession"
    label = "profession"
    default_auto_field = "django.db.models.BigAutoField"
