from .aanpassingen.urls import urlpatterns as aanpassingen
from .bewoners.urls import urlpatterns as bewoners
from .boden.urls import urlpatterns as boden
from .drieslag.urls import urlpatterns as drieslag
from .imports.urls import urlpatterns as imports
from .keten.urls import urlpatterns as keten
from .kwaliteit.urls import urlpatterns as kwaliteit
from .meldingen.urls import urlpatterns as meldingen
from .opgaven.urls import urlpatterns as opgaven
from .opmerkingen.urls import urlpatterns as opmerkingen
from .partners.urls import urlpatterns as partners
from .peilstanden.urls import urlpatterns as peilstanden
from .plannen.urls import urlpatterns as plannen
from .plekken.urls import urlpatterns as plekken
from .plots.urls import urlpatterns as plots
from .uitvragen.urls import urlpatterns as uitvragen
from .voortgang.urls import urlpatterns as voortgang
from .waarom.urls import urlpatterns as waarom
from .workshops.urls import urlpatterns as workshops

# Imports stand before plannen: both live under /plannen/.
urlpatterns = [
    *imports,
    *plannen,
    *aanpassingen,
    *bewoners,
    *boden,
    *drieslag,
    *plekken,
    *partners,
    *peilstanden,
    *plots,
    *keten,
    *kwaliteit,
    *meldingen,
    *opgaven,
    *opmerkingen,
    *uitvragen,
    *voortgang,
    *waarom,
    *workshops,
]
