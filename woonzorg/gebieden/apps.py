from django.apps import AppConfig


class GebiedenConfig(AppConfig):
    name = "woonzorg.gebieden"
    label = "gebieden"
    verbose_name = "Gebieden"
