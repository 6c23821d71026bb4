from django.urls import path

from . import intervisie, views

urlpatterns = [
    path("vraagbaak/", views.vraag_lijst, name="vraag-lijst"),
    path("vraagbaak/nieuw/", views.vraag_nieuw, name="vraag-nieuw"),
    path("vraagbaak/lijkt-op/", views.vraag_lijkt_op, name="vraag-lijkt-op"),
    path("vraagbaak/<int:pk>/", views.vraag_pagina, name="vraag"),
    path("vraagbaak/<int:pk>/bewerken/", views.vraag_bewerken, name="vraag-bewerken"),
    path("vraagbaak/<int:pk>/antwoord/", views.vraag_beantwoorden, name="vraag-beantwoorden"),
    path("vraagbaak/<int:pk>/antwoord/<int:antwoord>/hielp/", views.antwoord_hielp, name="antwoord-hielp"),
    path("intervisie/", intervisie.intervisie_lijst, name="intervisie-lijst"),
    path("intervisie/nieuw/", intervisie.intervisie_nieuw, name="intervisie-nieuw"),
    path("intervisie/<int:pk>/", intervisie.intervisie_pagina, name="intervisie"),
    path("intervisie/<int:pk>/bewerken/", intervisie.intervisie_bewerken, name="intervisie-bewerken"),
    path("intervisie/<int:pk>/vervolg/", intervisie.intervisie_vervolg, name="intervisie-vervolg"),
]
