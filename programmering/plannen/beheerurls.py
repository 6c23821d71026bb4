"""Urls around plans that are not the plan itself: the bin, knelpunten, history, and change of many at once."""

from django.urls import path

from . import bulkviews, historieviews, knelpuntviews, prullenbakviews

urlpatterns = [
    path("plannen/samen-wijzigen/", bulkviews.plan_bulk, name="plan-bulk"),
    path("plannen/<int:pk>/verwijderen/", prullenbakviews.plan_verwijderen, name="plan-verwijderen"),
    path("plannen/prullenbak/", prullenbakviews.plan_prullenbak, name="plan-prullenbak"),
    path("plannen/prullenbak/<int:pk>/", prullenbakviews.plan_terugzetten, name="plan-terugzetten"),
    path("plannen/<int:pk>/knelpunten/", knelpuntviews.plan_knelpunten, name="plan-knelpunten"),
    path("plannen/<int:pk>/knelpunten/nieuw/", knelpuntviews.plan_knelpunt_nieuw, name="plan-knelpunt-nieuw"),
    path("plannen/<int:pk>/knelpunten/<int:knelpunt_pk>/", knelpuntviews.plan_knelpunt, name="plan-knelpunt"),
    path(
        "plannen/<int:pk>/knelpunten/<int:knelpunt_pk>/weg/", knelpuntviews.plan_knelpunt_weg, name="plan-knelpunt-weg"
    ),
    path("plannen/<int:pk>/geschiedenis/", historieviews.plan_historie, name="plan-historie"),
    path("plannen/<int:pk>/op/", historieviews.plan_op_dag, name="plan-op-dag"),
    path("plannen/<int:pk>/op/<str:dag>/", historieviews.plan_op, name="plan-op"),
]
