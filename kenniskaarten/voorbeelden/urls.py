from django.urls import path

from . import views

urlpatterns = [
    path("inspiratie/<slug:slug>/", views.voorbeeld_pagina, name="voorbeeld"),
]
