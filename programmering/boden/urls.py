from django.urls import path

from . import overzichten, views

urlpatterns = [
    path("boden/", views.bod_lijst, name="bod-lijst"),
    path("boden/boden.csv", views.bod_csv, name="bod-csv"),
    path("boden/boden.xlsx", views.bod_xlsx, name="bod-xlsx"),
    path("boden/nieuw/", views.bod_nieuw, name="bod-nieuw"),
    path("boden/per-gemeente/", overzichten.boden_per_gemeente, name="boden-per-gemeente"),
    path("boden/per-gemeente.csv", overzichten.boden_per_gemeente_csv, name="boden-per-gemeente-csv"),
    path("boden/corporaties/", overzichten.boden_corporaties, name="boden-corporaties"),
    path("boden/corporaties.csv", overzichten.boden_corporaties_csv, name="boden-corporaties-csv"),
    path("boden/<int:pk>/", views.bod_pagina, name="bod"),
    path("boden/<int:pk>/bewerken/", views.bod_bewerken, name="bod-bewerken"),
    path("boden/<int:pk>/status/", views.bod_status, name="bod-status"),
]
