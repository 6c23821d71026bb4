from django.urls import path

from . import views

urlpatterns = [
    path("plannen/", views.plan_lijst, name="plan-lijst"),
    path("plannen/plannen.csv", views.plan_csv, name="plan-csv"),
    path("plannen/nieuw/", views.plan_nieuw, name="plan-nieuw"),
    path("plannen/<int:pk>/", views.plan_pagina, name="plan"),
    path("plannen/<int:pk>/bewerken/", views.plan_bewerken, name="plan-bewerken"),
    path("plannen/<int:pk>/verwijderen/", views.plan_verwijderen, name="plan-verwijderen"),
    path("kaart/plannen/<int:z>/<int:x>/<int:y>.mvt", views.tegel, name="tegel-plannen"),
]
