"""The models of programmering, each in the package of its noun."""

from .aanpassingen.models import Aangepastewoning, Aanpassing, Bagbestand, Kans
from .boden.models import Bod, Bodregel
from .imports.models import Import, Importoverlap, Importregel
from .meldingen.models import Melding
from .opgaven.models import LandelijkeOpgave, Opgave, Opgaveperiode
from .opmerkingen.models import Opmerking
from .partners.models import Commitment, Plotpartner, Voorstel, Voorstelregel
from .peilstanden.models import Peilstand, Peilstandcijfer, Peilstandplan
from .plannen.models import Kladversie, Plan, Planknelpunt, Planregel, Prijsklasse, Telregel
from .plannen.toetsen import Plantoets
from .plots.models import Criterium, Plot, Plotregel, Plotscore, Plotstap
from .uitvragen.models import Aanlevering, Aanleveropmerking, Uitvraag
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
    "Aanlevering",
    "Aanleveropmerking",
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
    "Importoverlap",
    "Importregel",
    "Kans",
    "Kladversie",
    "LandelijkeOpgave",
    "Markering",
    "Melding",
    "Opgave",
    "Opgaveperiode",
    "Opmerking",
    "Peilstand",
    "Peilstandcijfer",
    "Peilstandplan",
    "Plan",
    "Planknelpunt",
    "Planregel",
    "Plantoets",
    "Plot",
    "Plotpartner",
    "Plotregel",
    "Plotscore",
    "Plotstap",
    "Prijsklasse",
    "Stem",
    "Telregel",
    "Uitvraag",
    "Voorstel",
    "Voorstelregel",
    "Voortgang",
    "Weging",
    "Workshop",
    "Workshopbod",
    "Workshopplek",
    "Workshopvraag",
]
