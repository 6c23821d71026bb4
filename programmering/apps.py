from django.apps import AppConfig
from django.db.models.signals import post_migrate


class ProgrammeringConfig(AppConfig):
    name = "programmering"
    verbose_name = "Programmering"

    def ready(self):
        from kenniskaarten.kenmerken import registreer_lijst

        from . import overdracht  # noqa: F401 (registers what goes over when somebody leaves)
        from .aanpassingen import overlap as kansen  # noqa: F401 (adds kansen to what the drawing tool shows)
        from .calculations import WONINGTYPEN
        from .plannen import begrippen  # noqa: F401 (registers terms as a source of knowledge)
        from .plannen import passend as plan_passend  # noqa: F401 (knowledge is proposed at a plan)
        from .plannen.lijsten import CATEGORIEEN, Knelpunt
        from .plots import overlap  # noqa: F401 (adds plots to what the drawing tool shows)
        from .plots import passend as plot_passend  # noqa: F401 (knowledge is proposed at a plot)
        from .receivers import make_functions

        registreer_lijst("woningtypen", [(code, CATEGORIEEN["wonen_en_zorg"][code]) for code in WONINGTYPEN])
        registreer_lijst("knelpunten", [k for k in Knelpunt.choices if k[0] not in (Knelpunt.GEEN, Knelpunt.ANDERS)])
        post_migrate.connect(make_functions, sender=self)
