from django.urls import path

from . import downloads, invoer, views
from .beheerurls import urlpatterns as beheer

urlpatterns = [
    path("plannen/", views.plan_lijst, name="plan-lijst"),
    path("plannen/plannen.csv", downloads.plan_csv, name="plan-csv"),
    path("plannen/export.xlsx", downloads.plan_xlsx, name="plan-xlsx"),
    path("plannen/export.gpkg", downloads.plan_gpkg, name="plan-gpkg"),
    path("plannen/export.geojson", downloads.plan_geojson, name="plan-geojson"),
    path("plannen/nieuw/", invoer.plan_nieuw, name="plan-nieuw"),
    path("plannen/nieuw/klad/", invoer.klad_nieuw, name="plan-klad-nieuw"),
    path("plannen/nieuw/klad/weg/", invoer.klad_weg_nieuw, name="plan-klad-weg-nieuw"),
    path("plannen/<int:pk>/", views.plan_pagina, name="plan"),
    path("plannen/<int:pk>/bewerken/", invoer.plan_bewerken, name="plan-bewerken"),
    path("plannen/<int:pk>/klad/", invoer.klad_bewerken, name="plan-klad"),
    path("plannen/<int:pk>/klad/weg/", invoer.klad_weg, name="plan-klad-weg"),
    *beheer,
    path("kaart/plannen/<int:z>/<int:x>/<int:y>.mvt", views.tegel, name="tegel-plannen"),
]
