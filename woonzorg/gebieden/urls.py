from django.urls import path

from . import views

urlpatterns = [
    path("kaart/gebieden/<soort>/<int:z>/<int:x>/<int:y>.mvt", views.gebieden_tegel, name="tegel-gebieden"),
]
