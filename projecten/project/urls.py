from django.urls import path

from . import schrijven, views

urlpatterns = [
    path("projecten/", views.project_lijst, name="project-lijst"),
    path("projecten/projecten.csv", views.project_csv, name="project-csv"),
    path("projecten/projecten.xlsx", views.project_xlsx, name="project-xlsx"),
    path("projecten/nieuw/", views.project_nieuw, name="project-nieuw"),
    path("projecten/<int:pk>/", views.project_pagina, name="project"),
    path("projecten/<int:pk>/bewerken/", views.project_bewerken, name="project-bewerken"),
    path("projecten/<int:pk>/fase/", schrijven.project_fase, name="project-fase"),
    path("projecten/<int:pk>/coaching/", schrijven.project_coaching, name="project-coaching"),
    path("projecten/<int:pk>/projectleider/", schrijven.project_leider, name="project-leider"),
    path("projecten/<int:pk>/stoppen/", schrijven.project_stoppen, name="project-stoppen"),
    path("projecten/<int:pk>/hervatten/", schrijven.project_hervatten, name="project-hervatten"),
    path("projecten/<int:pk>/condities/", schrijven.project_condities, name="project-condities"),
    path("projecten/<int:pk>/partners/nieuw/", schrijven.projectpartner_nieuw, name="projectpartner-nieuw"),
    path("projecten/<int:pk>/partners/<int:partner>/", schrijven.projectpartner, name="projectpartner"),
    path(
        "projecten/<int:pk>/partners/<int:partner>/beeindigen/",
        schrijven.projectpartner_beeindigen,
        name="projectpartner-beeindigen",
    ),
    path(
        "projecten/<int:pk>/partners/<int:partner>/commitment/<str:niveau>/weg/",
        schrijven.projectcommitment_weg,
        name="projectcommitment-weg",
    ),
    path("projecten/<int:pk>/ouderen/nieuw/", schrijven.betrokkenheid_nieuw, name="betrokkenheid-nieuw"),
    path("projecten/<int:pk>/ouderen/<int:betrokkenheid>/", schrijven.betrokkenheid_bewerken, name="betrokkenheid"),
    path("projecten/<int:pk>/acties/nieuw/", schrijven.actie_nieuw, name="actie-nieuw"),
    path("projecten/<int:pk>/acties/<int:actie>/", schrijven.actie_bewerken, name="actie"),
    path("projecten/<int:pk>/acties/<int:actie>/afronden/", schrijven.actie_afronden, name="actie-afronden"),
    path("projecten/<int:pk>/documenten/nieuw/", schrijven.document_nieuw, name="document-nieuw"),
    path("projecten/<int:pk>/documenten/<int:document>/", schrijven.document, name="document"),
    path(
        "projecten/<int:pk>/documenten/<int:document>/verwijderen/",
        schrijven.document_verwijderen,
        name="document-verwijderen",
    ),
]
