from django.urls import path

from . import views

urlpatterns = [
    path("kennis/", views.kennis, name="kennis"),
    path("kennis/bouwstenen/", views.bouwstenen, name="bouwstenen"),
    # Last: any other word is the address of a stuk (actions.BEZET).
    path("kennis/<slug:slug>/", views.kennisstuk, name="kennisstuk"),
    path("kennis/<slug:slug>/bijlagen/<int:pk>/<str:naam>", views.bijlage, name="kennis-bijlage"),
]
