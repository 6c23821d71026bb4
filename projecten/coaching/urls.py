from django.urls import path

from . import dagviews, views

urlpatterns = [
    path("vandaag/", dagviews.vandaag, name="vandaag"),
    path("contact/", views.contact_lijst, name="contact-lijst"),
    path("contact/contactmomenten.csv", views.contact_csv, name="contact-csv"),
    path("contact/contactmomenten.xlsx", views.contact_xlsx, name="contact-xlsx"),
    path("contact/nieuw/", views.contact_nieuw, name="contact-nieuw"),
    path("contact/<int:pk>/", views.contact, name="contact"),
    path("contact/<int:pk>/bewerken/", views.contact_bewerken, name="contact-bewerken"),
]
