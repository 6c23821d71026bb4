from django.urls import path

from . import views

urlpatterns = [
    path("team/", views.team, name="team"),
    path("team/adviseurs/<int:pk>/inzet/", views.inzet, name="team-inzet"),
    path("team/normen/", views.norm, name="team-norm"),
    path("team/omvang/", views.omvang, name="team-omvang"),
    path("team/omvang/omvang.csv", views.omvang_csv, name="team-omvang-csv"),
    path("team/omvang/omvang.xlsx", views.omvang_xlsx, name="team-omvang-xlsx"),
    path("team/evaluatie/", views.evaluatie, name="team-evaluatie"),
    path("team/evaluatie/evaluatie.xlsx", views.evaluatie_xlsx, name="team-evaluatie-xlsx"),
]
