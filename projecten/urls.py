from .agendering.urls import urlpatterns as agendering
from .coaching.urls import urlpatterns as coaching
from .kennis.urls import urlpatterns as kennis
from .project.urls import urlpatterns as project
from .tafels.urls import urlpatterns as tafels
from .team.urls import urlpatterns as team
from .vraagbaak.urls import urlpatterns as vraagbaak

urlpatterns = [*project, *coaching, *team, *agendering, *vraagbaak, *tafels, *kennis]
