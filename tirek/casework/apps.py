from django.apps import AppConfig


class CaseworkConfig(AppConfig):
    name = "tirek.casework"
    label = "casework"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Tell the people floor how the rows of a case are called."""
        from tirek.casework.selectors.record_words import name_records

        name_records()
