from django.urls import path

from . import agenda, escalaties, views

urlpatterns = [
    path("knelpunten/", views.knelpunt_lijst, name="knelpunt-lijst"),
    path("knelpunten/knelpunten.csv", views.knelpunt_csv, name="knelpunt-csv"),
    path("knelpunten/knelpunten.xlsx", views.knelpunt_xlsx, name="knelpunt-xlsx"),
    path("knelpunten/<int:pk>/", views.knelpunt_pagina, name="knelpunt"),
    path("knelpunten/<int:pk>/bewerken/", views.knelpunt_bewerken, name="knelpunt-bewerken"),
    path("knelpunten/<int:pk>/opgelost/", views.knelpunt_opgelost, name="knelpunt-opgelost"),
    path("projecten/<int:pk>/knelpunten/nieuw/", views.knelpunt_nieuw, name="knelpunt-nieuw"),
    path("agenda/", agenda.agenda_lijst, name="agenda-lijst"),
    path("agenda/nieuw/", agenda.punt_nieuw, name="agenderingspunt-nieuw"),
    path("agenda/toevoegen/", agenda.punt_toevoegen, name="agenderingspunt-toevoegen"),
    path("agenda/<int:pk>/", agenda.punt_pagina, name="agenderingspunt"),
    path("agenda/<int:pk>/bewerken/", agenda.punt_bewerken, name="agenderingspunt-bewerken"),
    path("agenda/<int:pk>/stap/", agenda.punt_stap, name="agenderingspunt-stap"),
    path("agenda/<int:pk>/beantwoorden/", agenda.punt_beantwoorden, name="agenderingspunt-beantwoorden"),
    path("agenda/<int:pk>/uithalen/<int:knelpunt>/", agenda.punt_uithalen, name="agenderingspunt-uithalen"),
    path("escalaties/", escalaties.escalatie_lijst, name="escalatie-lijst"),
    path("escalaties/<int:pk>/", escalaties.escalatie_pagina, name="escalatie"),
    path("escalaties/<int:pk>/bewerken/", escalaties.escalatie_bewerken, name="escalatie-bewerken"),
    path("escalaties/<int:pk>/sluiten/", escalaties.escalatie_sluiten, name="escalatie-sluiten"),
    path("projecten/<int:pk>/escalaties/nieuw/", escalaties.escalatie_nieuw, name="escalatie-nieuw"),
]
