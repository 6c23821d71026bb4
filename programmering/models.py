"""The models of programmering, each in the package of its noun."""

from .imports.models import Import, Importregel
from .opgaven.models import LandelijkeOpgave, Opgave, Opgaveperiode
from .plannen.models import Plan, Planregel, Prijsklasse, Telregel
from .voortgang.models import Berekening, Bijdrage, Markering, Voortgang

__all__ = [
    "Berekening",
    "Bijdrage",
    "Import",
    "Importregel",
    "LandelijkeOpgave",
    "Markering",
    "Opgave",
    "Opgaveperiode",
    "Plan",
    "Planregel",
    "Prijsklasse",
    "Telregel",
    "Voortgang",
]
