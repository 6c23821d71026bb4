from django.urls import path

from . import views

urlpatterns = [
    path("projecten/<int:pk>/kennis/bewaren/", views.bewaren, name="projectkennis-bewaren"),
    path("projecten/<int:pk>/kennis/<int:kennis>/", views.wijzigen, name="projectkennis"),
    path("projecten/<int:pk>/kennis/<int:kennis>/verwijderen/", views.verwijderen, name="projectkennis-verwijderen"),
]
