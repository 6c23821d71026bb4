from django.urls import path

from . import views

urlpatterns = [
    path("kennis/<slug:slug>/", views.kennisstuk, name="kennisstuk"),
]
