from django.urls import path

from . import views

urlpatterns = [
    path("plannen/<int:pk>/opmerkingen/", views.opmerking_lijst, name="opmerking-lijst"),
    path("opmerkingen/genoemd/", views.vermelding_lijst, name="vermelding-lijst"),
    path("opmerkingen/<int:pk>/", views.opmerking_pagina, name="opmerking"),
    path("opmerkingen/<int:pk>/oplossen/", views.opmerking_oplossen, name="opmerking-oplossen"),
    path("opmerkingen/<int:pk>/heropenen/", views.opmerking_heropenen, name="opmerking-heropenen"),
    path("opmerkingen/<int:pk>/wijzigen/", views.opmerking_wijzigen, name="opmerking-wijzigen"),
    path("opmerkingen/<int:pk>/verwijderen/", views.opmerking_verwijderen, name="opmerking-verwijderen"),
]
