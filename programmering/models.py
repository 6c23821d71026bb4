"""The models of programmering, each in the package of its noun."""

from .aanpassingen.models import Aangepastewoning, Aanpassing, Bagbestand, Kans
from .boden.models import Bod, Bodregel
from .imports.models import Import, Importregel
from .opgaven.models import LandelijkeOpgave, Opgave, Opgaveperiode
from .partners.models import Commitment, Plotpartner, Voorstel, Voorstelregel
from .plannen.models import Plan, Planregel, Prijsklasse, Telregel
from .plots.models import Criterium, Plot, Plotregel, Plotscore, Plotstap
from .voortgang.models import Berekening, Bijdrage, Markering, Voortgang
from .workshops.models import (
    Belafspraak,
    Deelnemer,
    Handeling,
    Stem,
    Weging,
    Workshop,
    Workshopbod,
    Workshopplek,
    Workshopvraag,
)

__all__ = [
    "Aangepastewoning",
    "Aanpassing",
    "Bagbestand",
    "Belafspraak",
    "Berekening",
    "Bijdrage",
    "Bod",
    "Bodregel",
    "Commitment",
    "Criterium",
    "Deelnemer",
    "Handeling",
    "Import",
    "Importregel",
    "Kans",
    "LandelijkeOpgave",
    "Markering",
    "Opgave",
    "Opgaveperiode",
    "Plan",
    "Planregel",
    "Plot",
    "Plotpartner",
    "Plotregel",
    "Plotscore",
    "Plotstap",
    "Prijsklasse",
    "Stem",
    "Telregel",
    "Voorstel",
    "Voorstelregel",
    "Voortgang",
    "Weging",
    "Workshop",
    "Workshopbod",
    "Workshopplek",
    "Workshopvraag",
]
