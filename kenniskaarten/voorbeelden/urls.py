from django.urls import path

from . import views

urlpatterns = [
    path("inspiratie/", views.voorbeeld_lijst, name="voorbeeld-lijst"),
    path("inspiratie/<slug:slug>/", views.voorbeeld_pagina, name="voorbeeld"),
]
