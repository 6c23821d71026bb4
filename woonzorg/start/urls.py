from django.urls import path

from . import demo, gezond, views

urlpatterns = [
    path("", views.start, name="start"),
    path("stand/", views.start_stand, name="start-stand"),
    path("demo/", demo.demo, name="demo"),
    path("ondersteuning/", views.ondersteuning, name="ondersteuning"),
    path("beheer/", views.beheer, name="beheer"),
    path("begrippen/", views.begrippen, name="begrippen"),
    path("toegankelijkheid/", views.toegankelijkheid, name="toegankelijkheid"),
    path(".well-known/security.txt", views.security_txt, name="security-txt"),
    path("gezond", gezond.gezond, name="gezond"),
]
