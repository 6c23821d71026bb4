from django.urls import path

from . import views

urlpatterns = [
    path("gebied/", views.land_pagina, name="gebied-nl"),
    path("gebied/zoek/", views.zoek_gebied_pagina, name="zoek-gebied"),
    path("gebied/<str:code>/", views.gebied_pagina, name="gebied"),
    path("gebied/<str:code>/keten.csv", views.gebied_csv, name="gebied-csv"),
    path("gebied/<str:code>/keten.xlsx", views.gebied_xlsx, name="gebied-xlsx"),
    path("gebied/<str:code>/keten.pdf", views.gebied_pdf, name="gebied-pdf"),
]
