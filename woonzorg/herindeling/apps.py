from django.apps import AppConfig


class HerindelingConfig(AppConfig):
    name = "woonzorg.herindeling"
    label = "herindeling"
    verbose_name = "Herindeling"
