from django.urls import path

from . import views

urlpatterns = [
    path("peilstanden/", views.peilstand_lijst, name="peilstand-lijst"),
    path("peilstanden/cijfers.csv", views.peilstanden_csv, name="peilstanden-csv"),
    path("peilstanden/correcties/", views.correctie_lijst, name="correctie-lijst"),
    path("peilstanden/correcties.csv", views.correctie_csv, name="correctie-csv"),
    path("peilstanden/vergelijken/", views.vergelijken, name="peilstanden-vergelijken"),
    path("peilstanden/vergelijken/plannen/", views.verschil_plannen, name="peilstand-verschil"),
    path("peilstanden/vergelijken/plannen.csv", views.verschil_csv, name="peilstand-verschil-csv"),
    path("gebied/<str:code>/veranderd/", views.gebied_veranderd, name="gebied-veranderd"),
    path("peilstanden/<int:pk>/", views.peilstand_pagina, name="peilstand"),
    path("peilstanden/<int:pk>/peilstand.csv", views.peilstand_csv, name="peilstand-csv"),
    path("peilstanden/<int:pk>/peilstand.xlsx", views.peilstand_xlsx, name="peilstand-xlsx"),
]
