from django.urls import path

from . import views

urlpatterns = [path("kennis/zoeken/", views.zoeken, name="kennis-zoeken")]
