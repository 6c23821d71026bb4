from django.urls import path

from . import kansviews, views

urlpatterns = [
    path("bestaande-bouw/", views.aanpassing_lijst, name="aanpassing-lijst"),
    path("bestaande-bouw/aanpassingen.csv", views.aanpassing_csv, name="aanpassing-csv"),
    path("bestaande-bouw/aanpassingen.xlsx", views.aanpassing_xlsx, name="aanpassing-xlsx"),
    path("bestaande-bouw/nieuw/", views.aanpassing_nieuw, name="aanpassing-nieuw"),
    path("bestaande-bouw/importeren/", views.aanpassing_importeren, name="aanpassing-importeren"),
    path("bestaande-bouw/importeren/<slug:sleutel>/", views.aanpassing_controle, name="aanpassing-controle"),
    path("bestaande-bouw/<int:pk>/", views.aanpassing_pagina, name="aanpassing"),
    path("bestaande-bouw/<int:pk>/bewerken/", views.aanpassing_bewerken, name="aanpassing-bewerken"),
    path("bestaande-bouw/<int:pk>/verwijderen/", views.aanpassing_verwijderen, name="aanpassing-verwijderen"),
    path("kansen/", kansviews.kans_lijst, name="kans-lijst"),
    path("kansen/kansen.csv", kansviews.kans_csv, name="kans-csv"),
    path("kansen/kansen.xlsx", kansviews.kans_xlsx, name="kans-xlsx"),
    path("kansen/nieuw/", kansviews.kans_nieuw, name="kans-nieuw"),
    path("kansen/<int:pk>/", kansviews.kans_pagina, name="kans"),
    path("kansen/<int:pk>/bewerken/", kansviews.kans_bewerken, name="kans-bewerken"),
    path("kansen/<int:pk>/verwijderen/", kansviews.kans_verwijderen, name="kans-verwijderen"),
    path("kaart/kansen/<int:z>/<int:x>/<int:y>.mvt", kansviews.tegel, name="tegel-kansen"),
]
