from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "tirek.web"
    label = "web"
