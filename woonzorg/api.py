"""The urls of the API, version 1. No trailing slashes: with one an url is another url, and unknown."""

from django.urls import path
from drf_spectacular.views import SpectacularJSONAPIView

from kenniskaarten.voorbeelden.api import VoorbeeldenAPI
from programmering.keten.api import KetenAPI
from programmering.peilstanden.api import PeilstandenAPI
from programmering.plannen.api import BegrippenAPI

urlpatterns = [
    path("openapi.json", SpectacularJSONAPIView.as_view(), name="api-schema"),
    path("keten", KetenAPI.as_view(), name="api-keten"),
    path("peilstanden", PeilstandenAPI.as_view(), name="api-peilstanden"),
    path("voorbeelden", VoorbeeldenAPI.as_view(), name="api-voorbeelden"),
    path("begrippen", BegrippenAPI.as_view(), name="api-begrippen"),
]
