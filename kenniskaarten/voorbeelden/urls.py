from django.urls import path

from . import beheer, openbaar, opendata, views

urlpatterns = [
    path("inspiratie/", views.voorbeeld_lijst, name="voorbeeld-lijst"),
    path("inspiratie/voorbeelden.geojson", opendata.voorbeelden_geojson, name="voorbeelden-geojson"),
    path("inspiratie/inbedden/", opendata.voorbeelden_inbedden, name="voorbeelden-inbedden"),
    path("inspiratie/voordragen/", openbaar.voorbeeld_voordragen, name="voorbeeld-voordragen"),
    path("inspiratie/voordragen/dank/", openbaar.voorbeeld_voorgedragen, name="voorbeeld-voorgedragen"),
    path("inspiratie/bevestigen/<str:sleutel>/", openbaar.voorbeeld_bevestigen, name="voorbeeld-bevestigen"),
    path("inspiratie/beheer/", beheer.voorbeeld_beheer, name="voorbeeld-beheer"),
    path("inspiratie/beheer/<int:pk>/", beheer.voorbeeld_bewerken, name="voorbeeld-bewerken"),
    path("inspiratie/beheer/<int:pk>/besluit/<slug:naar>/", beheer.voorbeeld_besluit, name="voorbeeld-besluit"),
    path("inspiratie/beheer/<int:pk>/nagevraagd/", beheer.voorbeeld_nagevraagd, name="voorbeeld-nagevraagd"),
    path("inspiratie/<slug:slug>/", views.voorbeeld_pagina, name="voorbeeld"),
    path("inspiratie/<slug:slug>/contact/", openbaar.voorbeeld_contact, name="voorbeeld-contact"),
]
