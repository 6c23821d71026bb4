from django.urls import path, re_path

from . import beheer, views

RICHTING = r"(?P<richting>links|rechts)"

urlpatterns = [
    path("roadmap/", views.roadmap_pagina, name="roadmap"),
    path("roadmap/stap/<slug:slug>/", views.stap_pagina, name="roadmap-stap"),
    path("roadmap/stap/<slug:slug>/zetten/", views.stap_zetten, name="roadmap-zetten"),
    path("roadmap/knooppunt/<slug:slug>/", views.knooppunt_pagina, name="roadmap-knooppunt"),
    path("roadmap/gezet/<int:pk>/terugnemen/", views.stap_terugnemen, name="roadmap-terugnemen"),
    path("roadmap/onze-stappen/", views.mijn_stappen, name="roadmap-mijn"),
    path("roadmap/gemeente/<str:code>/", views.gemeente_pagina, name="roadmap-gemeente"),
    path("roadmap/bewerken/", beheer.overzicht, name="roadmap-beheer"),
    path("roadmap/bewerken/lijn/<int:pk>/", beheer.lijn_bewerken, name="roadmap-lijn-bewerken"),
    path("roadmap/bewerken/lijn/<int:lijn>/stap/nieuw/", beheer.stap_nieuw, name="roadmap-stap-nieuw"),
    path("roadmap/bewerken/stap/<int:pk>/", beheer.stap_bewerken, name="roadmap-stap-bewerken"),
    path("roadmap/bewerken/stap/<int:pk>/verwijderen/", beheer.stap_verwijderen, name="roadmap-stap-verwijderen"),
    re_path(
        rf"^roadmap/bewerken/stap/(?P<pk>[0-9]{{1,9}})/{RICHTING}/$",
        beheer.stap_verschuiven,
        name="roadmap-stap-verschuiven",
    ),
    path("roadmap/bewerken/knooppunt/nieuw/", beheer.knooppunt_nieuw, name="roadmap-knooppunt-nieuw"),
    path("roadmap/bewerken/knooppunt/<int:pk>/", beheer.knooppunt_bewerken, name="roadmap-knooppunt-bewerken"),
    path(
        "roadmap/bewerken/knooppunt/<int:pk>/verwijderen/",
        beheer.knooppunt_verwijderen,
        name="roadmap-knooppunt-verwijderen",
    ),
    re_path(
        rf"^roadmap/bewerken/knooppunt/(?P<pk>[0-9]{{1,9}})/{RICHTING}/$",
        beheer.knooppunt_verschuiven,
        name="roadmap-knooppunt-verschuiven",
    ),
]
