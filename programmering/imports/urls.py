from django.urls import path

from . import excelviews, fouterijviews, opgaveviews, vergelijkviews, views

urlpatterns = [
    path("plannen/import/", views.ImportLijst.as_view(), name="import-lijst"),
    path("plannen/import/nieuw/", views.ImportNieuw.as_view(), name="import-nieuw"),
    path("plannen/import/opgaven/", opgaveviews.ImportOpgaven.as_view(), name="import-opgaven"),
    path("plannen/import/opgaven/sjabloon/", opgaveviews.OpgaveSjabloon.as_view(), name="import-opgaven-sjabloon"),
    path("plannen/import/excel/", excelviews.ExcelPagina.as_view(), name="import-excel"),
    path("plannen/import/excel/sjabloon/", excelviews.Sjabloon.as_view(), name="import-sjabloon"),
    path("plannen/import/excel/plannen/", excelviews.SjabloonMetPlannen.as_view(), name="import-sjabloon-plannen"),
    path("plannen/import/excel/formulieren/", excelviews.Formulieren.as_view(), name="import-formulieren"),
    path("plannen/import/profielen/", views.ProfielLijst.as_view(), name="profiel-lijst"),
    path("plannen/import/profielen/<slug:slug>/", views.ProfielPagina.as_view(), name="profiel"),
    path("plannen/import/<int:pk>/", views.ImportPagina.as_view(), name="import"),
    path("plannen/import/<int:pk>/stelsel/", vergelijkviews.ImportStelsel.as_view(), name="import-stelsel"),
    path("plannen/import/<int:pk>/overlap/", vergelijkviews.ImportOverlap.as_view(), name="import-overlap"),
    path("plannen/import/<int:pk>/vlak/<int:nummer>/", vergelijkviews.ImportVlak.as_view(), name="import-vlak"),
    path("plannen/import/<int:pk>/foute-rijen/", fouterijviews.ImportFouteRijen.as_view(), name="import-foute-rijen"),
    path("plannen/import/<int:pk>/ontbreekt/", fouterijviews.ImportOntbreekt.as_view(), name="import-ontbreekt"),
    path("plannen/import/<int:pk>/voortgang/", views.ImportVoortgang.as_view(), name="import-voortgang"),
    path("plannen/import/<int:pk>/vastleggen/", views.ImportVastleggen.as_view(), name="import-vastleggen"),
    path("plannen/import/<int:pk>/weggooien/", views.ImportWeggooien.as_view(), name="import-weggooien"),
]
