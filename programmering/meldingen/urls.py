from django.urls import path

from . import views

urlpatterns = [
    path("plannen/<int:pk>/melden/", views.plan_melden, name="plan-melden"),
    path("plannen/<int:pk>/gemeld/", views.plan_gemeld, name="plan-gemeld"),
    path("meldingen/", views.melding_lijst, name="melding-lijst"),
    path("meldingen/<int:pk>/", views.melding_pagina, name="melding"),
    path("meldingen/<int:pk>/afhandelen/", views.melding_afhandelen, name="melding-afhandelen"),
    path("meldingen/<int:pk>/heropenen/", views.melding_heropenen, name="melding-heropenen"),
]
