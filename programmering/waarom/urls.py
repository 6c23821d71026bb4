from django.urls import path

from . import views

urlpatterns = [
    path("waarom/<str:code>/", views.waarom, name="waarom"),
    path("waarom/<str:code>/waarom.pdf", views.waarom_pdf, name="waarom-pdf"),
]
