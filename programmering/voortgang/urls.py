from django.urls import path

from . import views

urlpatterns = [
    path("beheer/berekeningen/", views.berekeningen, name="berekeningen"),
    path("beheer/berekeningen/herbereken/", views.herbereken, name="herbereken"),
]
