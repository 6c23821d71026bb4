from django.urls import path

from . import views

urlpatterns = [
    path("beheer/gebruikers/", views.GebruikerLijst.as_view(), name="gebruiker-lijst"),
    path("beheer/gebruikers/uitnodigen/", views.Uitnodigen.as_view(), name="gebruiker-uitnodigen"),
    path("beheer/gebruikers/<int:pk>/", views.gebruiker, name="gebruiker"),
    path("beheer/lidmaatschappen/<int:pk>/beeindigen/", views.lidmaatschap_beeindigen, name="lidmaatschap-beeindigen"),
    path("beheer/logboek/", views.logboek, name="logboek"),
]
