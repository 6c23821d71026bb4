from django.apps import AppConfig


class ProjectenConfig(AppConfig):
    name = "projecten"
    verbose_name = "Projecten"

    def ready(self):
        from . import overdracht  # noqa: F401 (registers what goes over when somebody leaves)
