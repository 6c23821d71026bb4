from django.urls import path

from . import dagviews

urlpatterns = [
    path("vandaag/", dagviews.vandaag, name="vandaag"),
]
