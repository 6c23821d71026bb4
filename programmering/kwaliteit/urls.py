from django.urls import path

from . import views

urlpatterns = [
    path("kwaliteit/", views.kwaliteit, name="kwaliteit"),
    path("kwaliteit/export.csv", views.kwaliteit_csv, name="kwaliteit-csv"),
]
