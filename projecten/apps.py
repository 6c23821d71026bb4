from django.apps import AppConfig


class ProjectenConfig(AppConfig):
    name = "projecten"
    verbose_name = "Projecten"

    def ready(self):
        from kenniskaarten.kenmerken import registreer_lijst

        from . import overdracht  # noqa: F401 (registers what goes over when somebody leaves)
        from .agendering.lijsten import CATEGORIEEN
        from .kennis import passend  # noqa: F401 (knowledge is proposed at a project and a knelpunt)
        from .project.lijsten import Fase
        from .vraagbaak import bron  # noqa: F401 (registers questions with an answer as a source of knowledge)

        registreer_lijst("fasen", Fase.choices)
        # Those of plans, and the obstacles between partners that only projects have.
        registreer_lijst("knelpunten", [c for c in CATEGORIEEN if c[0] != "anders"])
