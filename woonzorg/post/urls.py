from django.urls import path

from . import views

urlpatterns = [
    path("beheer/post/", views.post_lijst, name="post-lijst"),
    path("beheer/post/opnieuw/", views.post_opnieuw, name="post-opnieuw"),
    path("beheer/post/proef/", views.post_proef, name="post-proef"),
    path("beheer/post/<uuid:pk>/", views.bericht, name="bericht"),
    path("beheer/post/<uuid:pk>/opnieuw/", views.bericht_opnieuw, name="bericht-opnieuw"),
]
