from django.apps import AppConfig


class KenniskaartenConfig(AppConfig):
    name = "kenniskaarten"
    verbose_name = "Kennis"

    def ready(self):
        from . import overdracht  # noqa: F401 (registers what goes over when somebody leaves)
        from .kenmerken import Bouwvorm, registreer_lijst
        from .roadmap.models import PARTIJEN
        from .voorbeelden import checks  # noqa: F401 (looks at the settings)
        from .zoeken import eigen  # noqa: F401 (registers what can be found)

        registreer_lijst("bouwvormen", Bouwvorm.choices)
        registreer_lijst("partijen", [(p.value, p.label) for p in PARTIJEN])
