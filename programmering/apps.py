from django.apps import AppConfig
from django.db.models.signals import post_migrate


class ProgrammeringConfig(AppConfig):
    name = "programmering"
    verbose_name = "Programmering"

    def ready(self):
        from . import overdracht  # noqa: F401 (registers what goes over when somebody leaves)
        from .aanpassingen import overlap as kansen  # noqa: F401 (adds kansen to what the drawing tool shows)
        from .plots import overlap  # noqa: F401 (adds plots to what the drawing tool shows)
        from .receivers import make_functions

        post_migrate.connect(make_functions, sender=self)
