from django.urls import path

from . import overdrachtviews, views

urlpatterns = [
    path("beheer/gebruikers/", views.GebruikerLijst.as_view(), name="gebruiker-lijst"),
    path("beheer/gebruikers/uitnodigen/", views.Uitnodigen.as_view(), name="gebruiker-uitnodigen"),
    path("beheer/gebruikers/<int:pk>/", views.gebruiker, name="gebruiker"),
    path("beheer/lidmaatschappen/<int:pk>/beeindigen/", views.lidmaatschap_beeindigen, name="lidmaatschap-beeindigen"),
    path("beheer/overdracht/", overdrachtviews.werkoverdracht_lijst, name="werkoverdracht-lijst"),
    path("beheer/overdracht/<int:pk>/", overdrachtviews.werkoverdracht, name="werkoverdracht"),
    path("beheer/overdracht/<int:pk>/<slug:soort>/", overdrachtviews.werkoverdracht_soort, name="werkoverdracht-soort"),
    path("beheer/logboek/", views.logboek, name="logboek"),
]
