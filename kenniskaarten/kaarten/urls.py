from django.urls import path

from . import beheer, views

urlpatterns = [
    path("kennis/", views.kennis, name="kennis"),
    path("kennis/bouwstenen/", views.bouwstenen, name="bouwstenen"),
    path("kennis/beheer/", beheer.lijst, name="kennis-beheer"),
    path("kennis/nieuw/", beheer.nieuw, name="kennis-nieuw"),
    path("kennis/proef/", beheer.proef, name="kennis-proef"),
    # Last: any other word is the address of a stuk (actions.BEZET).
    path("kennis/<slug:slug>/", views.kennisstuk, name="kennisstuk"),
    path("kennis/<slug:slug>/wijzigen/", beheer.wijzigen, name="kennis-wijzigen"),
    path("kennis/<slug:slug>/stap/", beheer.stap, name="kennis-stap"),
    path("kennis/<slug:slug>/geschiedenis/", beheer.historie, name="kennis-historie"),
    path("kennis/<slug:slug>/bijlagen/", beheer.bijlagen, name="kennis-bijlagen"),
    path("kennis/<slug:slug>/bijlagen/<int:pk>/<str:naam>", views.bijlage, name="kennis-bijlage"),
    path("kennis/<slug:slug>/bijlagen/<int:pk>/beschrijven/", beheer.bijlage_beschrijven, name="kennis-beschrijven"),
    path(
        "kennis/<slug:slug>/bijlagen/<int:pk>/verwijderen/",
        beheer.bijlage_verwijderen,
        name="kennis-bijlage-verwijderen",
    ),
]
