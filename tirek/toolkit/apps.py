from django.apps import AppConfig


class ToolkitConfig(AppConfig):
    name = "tirek.toolkit"
    label = "toolkit"
