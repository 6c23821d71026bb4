from django.urls import path

from . import views

urlpatterns = [
    path("in-de-buurt/", views.bewoners, name="bewoners"),
]
