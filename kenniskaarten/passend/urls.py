from django.urls import path

from . import views

urlpatterns = [
    path("kennis/passend/<slug:plek>/<int:pk>/", views.passend, name="kennis-passend"),
    path("kennis/passend/<slug:plek>/<int:pk>/oordeel/", views.oordeel, name="kennis-oordeel"),
]
