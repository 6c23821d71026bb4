from django.urls import path

from . import views

urlpatterns = [
    path("plots/zoekt/", views.plot_zoekt, name="plot-zoekt"),
    path("kaart/plots/zoekt/<int:z>/<int:x>/<int:y>.mvt", views.zoekt_tegel, name="tegel-plots-zoekt"),
    path("plots/<int:pk>/partners/toevoegen/", views.partner_toevoegen, name="partner-toevoegen"),
    path("plots/<int:pk>/partners/<int:partner>/", views.partner_pagina, name="partner"),
    path("plots/<int:pk>/partners/<int:partner>/beeindigen/", views.partner_beeindigen, name="partner-beeindigen"),
    path(
        "plots/<int:pk>/partners/<int:partner>/commitment/<slug:niveau>/weg/",
        views.commitment_weg,
        name="commitment-weg",
    ),
    path("plots/<int:pk>/interesse/", views.interesse, name="plot-interesse"),
    path("plots/<int:pk>/voorstel/", views.plot_voorstel, name="plot-voorstel"),
    path("plannen/<int:pk>/voorstel/", views.plan_voorstel, name="plan-voorstel"),
    path("voorstellen/", views.voorstel_lijst, name="voorstel-lijst"),
    path("voorstellen/<int:pk>/", views.voorstel_pagina, name="voorstel"),
    path("voorstellen/<int:pk>/intrekken/", views.voorstel_intrekken, name="voorstel-intrekken"),
]
