from django.urls import path

from . import views

urlpatterns = [
    path("overlegtafels/", views.overlegtafel_lijst, name="overlegtafel-lijst"),
    path("overlegtafels/nieuw/", views.overlegtafel_nieuw, name="overlegtafel-nieuw"),
    path("overlegtafels/<int:pk>/", views.overlegtafel_pagina, name="overlegtafel"),
    path("overlegtafels/<int:pk>/bewerken/", views.overlegtafel_bewerken, name="overlegtafel-bewerken"),
    path("overlegtafels/<int:pk>/leden/nieuw/", views.tafellid_nieuw, name="tafellid-nieuw"),
    path("overlegtafels/<int:pk>/overleg/nieuw/", views.overleg_nieuw, name="overleg-nieuw"),
    path("overlegtafels/leden/<int:pk>/", views.tafellid_bewerken, name="tafellid"),
    path("overlegtafels/leden/<int:pk>/overdragen/", views.tafellid_overdragen, name="tafellid-overdragen"),
    path("overlegtafels/leden/<int:pk>/overdracht/", views.overdracht, name="overdracht"),
    path("overlegtafels/overleg/<int:pk>/", views.overleg_bewerken, name="overleg-bewerken"),
    path("overlegtafels/besluiten/<int:pk>/gedaan/", views.besluit_gedaan, name="besluit-gedaan"),
]
