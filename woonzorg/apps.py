from django.apps import AppConfig


class WoonzorgConfig(AppConfig):
    name = "woonzorg"
    verbose_name = "Woonzorgportaal"
