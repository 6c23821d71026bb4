"""The models of kenniskaarten, each in the package of its noun."""

from .kaarten.models import Bijlage, Kennisstuk
from .passend.models import Oordeel
from .roadmap.models import GezetteStap, Knooppunt, Lijn, Stap
from .voorbeelden.models import Voorbeeld

__all__ = ["Bijlage", "GezetteStap", "Kennisstuk", "Knooppunt", "Lijn", "Oordeel", "Stap", "Voorbeeld"]
