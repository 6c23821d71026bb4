from django.urls import path

from . import schrijven, views

urlpatterns = [
    path("plots/", views.plot_lijst, name="plot-lijst"),
    path("plots/plots.csv", views.plot_csv, name="plot-csv"),
    path("plots/plots.xlsx", views.plot_xlsx, name="plot-xlsx"),
    path("plots/nieuw/", schrijven.plot_nieuw, name="plot-nieuw"),
    path("plots/criteria/", schrijven.plot_criteria, name="plot-criteria"),
    path("plots/<int:pk>/", views.plot_pagina, name="plot"),
    path("plots/<int:pk>/bewerken/", schrijven.plot_bewerken, name="plot-bewerken"),
    path("plots/<int:pk>/wegen/", schrijven.plot_wegen, name="plot-wegen"),
    path("plots/<int:pk>/stap/<slug:naar>/", schrijven.plot_stap, name="plot-stap"),
    path("plots/<int:pk>/plan/maken/", schrijven.plot_plan_maken, name="plot-plan-maken"),
    path("plots/<int:pk>/plan/koppelen/", schrijven.plot_plan_koppelen, name="plot-plan-koppelen"),
    path(
        "plots/<int:pk>/plan/<int:plan_pk>/ontkoppelen/", schrijven.plot_plan_ontkoppelen, name="plot-plan-ontkoppelen"
    ),
    path("kaart/plots/<int:z>/<int:x>/<int:y>.mvt", views.tegel, name="tegel-plots"),
]
