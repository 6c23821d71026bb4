from django.urls import path

from . import views

urlpatterns = [
    path("drieslag/", views.drieslag_lijst, name="drieslag-lijst"),
    path("drieslag/drieslag.csv", views.drieslag_csv, name="drieslag-csv"),
]
