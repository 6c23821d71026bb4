"""Urls around plans that are not the plan itself: the bin, knelpunten, history, and change of many at once."""

from django.urls import path

from . import prullenbakviews

urlpatterns = [
    path("plannen/<int:pk>/verwijderen/", prullenbakviews.plan_verwijderen, name="plan-verwijderen"),
    path("plannen/prullenbak/", prullenbakviews.plan_prullenbak, name="plan-prullenbak"),
    path("plannen/prullenbak/<int:pk>/", prullenbakviews.plan_terugzetten, name="plan-terugzetten"),
]
