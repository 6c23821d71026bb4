from django.urls import path

from . import views

urlpatterns = [
    path("kaart/plek/", views.plek_toets, name="plek-toets"),
    path("kaart/plek/buren/", views.plek_buren, name="plek-buren"),
]
