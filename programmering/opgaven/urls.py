from django.urls import path

from . import views

urlpatterns = [
    path("opgave/", views.opgave_lijst, name="opgave-lijst"),
    path("opgave/verdelen/", views.opgave_verdelen, name="opgave-verdelen"),
    path("opgave/<str:code>/", views.opgave_pagina, name="opgave"),
    path("opgave/<str:code>/<slug:periode>/vastleggen/", views.opgave_vastleggen, name="opgave-vastleggen"),
]
