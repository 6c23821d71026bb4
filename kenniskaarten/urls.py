from .kaarten.urls import urlpatterns as kaarten
from .passend.urls import urlpatterns as passend
from .roadmap.urls import urlpatterns as roadmap
from .voorbeelden.urls import urlpatterns as voorbeelden
from .zoeken.urls import urlpatterns as zoeken

urlpatterns = [*zoeken, *kaarten, *voorbeelden, *roadmap, *passend]
