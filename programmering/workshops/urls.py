from django.urls import path

from . import views

urlpatterns = [
    path("workshops/", views.workshop_lijst, name="workshop-lijst"),
    path("workshops/nieuw/", views.workshop_nieuw, name="workshop-nieuw"),
    path("workshops/<int:pk>/", views.workshop, name="workshop"),
    path("workshops/<int:pk>/wijzigen/", views.workshop_wijzigen, name="workshop-wijzigen"),
    path("workshops/<int:pk>/verslag/", views.workshop_verslag, name="workshop-verslag"),
    path("workshops/<int:pk>/verslag.pdf", views.workshop_pdf, name="workshop-pdf"),
    path("workshops/<int:pk>/verslag.xlsx", views.workshop_xlsx, name="workshop-xlsx"),
    path("workshops/<int:pk>/kandidaat/", views.workshop_kandidaat, name="workshop-kandidaat"),
    path("workshops/<int:pk>/boden/", views.workshop_boden, name="workshop-boden"),
    path("workshops/<int:pk>/stand", views.workshop_stand, name="workshop-stand"),
    path("workshops/<int:pk>/doe", views.workshop_doe, name="workshop-doe"),
    path("w/", views.workshop_code, name="workshop-code"),
    path("w/kaart/plannen/<int:z>/<int:x>/<int:y>.mvt", views.tafel_tegel, name="tafel-tegel"),
    path("w/<str:code>/", views.workshop_tafel, name="workshop-tafel"),
    path("w/<str:code>/stand", views.tafel_stand, name="tafel-stand"),
    path("w/<str:code>/doe", views.tafel_doe, name="tafel-doe"),
]
