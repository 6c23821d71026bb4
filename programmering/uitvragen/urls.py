from django.urls import path

from . import leverviews, views

urlpatterns = [
    path("uitvragen/", views.uitvraag_lijst, name="uitvraag-lijst"),
    path("uitvragen/nieuw/", views.uitvraag_nieuw, name="uitvraag-nieuw"),
    path("uitvragen/<int:pk>/", views.uitvraag_pagina, name="uitvraag"),
    path("uitvragen/<int:pk>/nabellijst.csv", views.uitvraag_csv, name="uitvraag-csv"),
    path("uitvragen/<int:pk>/bewerken/", views.uitvraag_bewerken, name="uitvraag-bewerken"),
    path("uitvragen/<int:pk>/einde/", views.uitvraag_einde, name="uitvraag-einde"),
    path("uitvragen/<int:pk>/accepteren/", views.uitvraag_accepteren, name="uitvraag-accepteren"),
    path("uitvragen/aanlevering/<int:pk>/", leverviews.aanlevering_pagina, name="aanlevering"),
    path("uitvragen/aanlevering/<int:pk>/leveren/", leverviews.aanlevering_leveren, name="aanlevering-leveren"),
    path("uitvragen/aanlevering/<int:pk>/stap/", leverviews.aanlevering_stap, name="aanlevering-stap"),
    path("uitvragen/aanlevering/<int:pk>/besluit/", leverviews.aanlevering_besluit, name="aanlevering-besluit"),
]
