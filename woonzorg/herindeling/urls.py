from django.urls import path

from . import views

urlpatterns = [
    path("beheer/herindelingen/", views.herindeling_lijst, name="herindeling-lijst"),
    path("beheer/herindelingen/nieuw/", views.herindeling_nieuw, name="herindeling-nieuw"),
    path("beheer/herindelingen/<int:pk>/", views.herindeling_pagina, name="herindeling"),
    path("beheer/herindelingen/<int:pk>/bewerken/", views.herindeling_bewerken, name="herindeling-bewerken"),
    path("beheer/herindelingen/<int:pk>/verdelen/", views.herindeling_verdelen, name="herindeling-verdelen"),
    path("beheer/herindelingen/<int:pk>/proef/", views.herindeling_proef, name="herindeling-proef"),
    path("beheer/herindelingen/<int:pk>/uitvoeren/", views.herindeling_uitvoeren, name="herindeling-uitvoeren"),
    path("beheer/herindelingen/<int:pk>/weggooien/", views.herindeling_weggooien, name="herindeling-weggooien"),
]
