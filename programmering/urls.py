from .imports.urls import urlpatterns as imports
from .keten.urls import urlpatterns as keten
from .opgaven.urls import urlpatterns as opgaven
from .plannen.urls import urlpatterns as plannen
from .plekken.urls import urlpatterns as plekken
from .voortgang.urls import urlpatterns as voortgang

# Imports stand before plannen: both live under /plannen/.
urlpatterns = [*imports, *plannen, *plekken, *keten, *opgaven, *voortgang]
