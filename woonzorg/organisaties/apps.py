from django.apps import AppConfig


class OrganisatiesConfig(AppConfig):
    name = "woonzorg.organisaties"
    label = "organisaties"
    verbose_name = "Organisaties en gebruikers"

    def ready(self):
        from . import checks, receivers  # noqa: F401
