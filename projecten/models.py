"""The models of projecten, each in the package of its noun."""

from .agendering.models import Agenderingspunt, Escalatie, Projectknelpunt
from .coaching.models import Contactmoment
from .kennis.models import Projectkennis
from .project.models import (
    Actie,
    Betrokkenheid,
    Conditiescore,
    Document,
    Documentinhoud,
    Faseovergang,
    Project,
    Projectcommitment,
    Projectpartner,
)
from .tafels.models import Besluit, Overleg, Overlegtafel, Tafellid
from .team.models import Inzet, Teamnorm
from .vraagbaak.models import Antwoord, Intervisie, Vraag

__all__ = [
    "Actie",
    "Agenderingspunt",
    "Antwoord",
    "Besluit",
    "Betrokkenheid",
    "Conditiescore",
    "Contactmoment",
    "Document",
    "Documentinhoud",
    "Escalatie",
    "Faseovergang",
    "Intervisie",
    "Inzet",
    "Overleg",
    "Overlegtafel",
    "Project",
    "Projectcommitment",
    "Projectkennis",
    "Projectknelpunt",
    "Projectpartner",
    "Tafellid",
    "Teamnorm",
    "Vraag",
]
