from django.urls import path

from . import dagviews, toestel, views

urlpatterns = [
    path("vandaag/", dagviews.vandaag, name="vandaag"),
    path("contact/", views.contact_lijst, name="contact-lijst"),
    path("contact/contactmomenten.csv", views.contact_csv, name="contact-csv"),
    path("contact/contactmomenten.xlsx", views.contact_xlsx, name="contact-xlsx"),
    path("contact/nieuw/", views.contact_nieuw, name="contact-nieuw"),
    path("contact/<int:pk>/", views.contact, name="contact"),
    path("contact/<int:pk>/bewerken/", views.contact_bewerken, name="contact-bewerken"),
    path("loggen/", toestel.loggen, name="loggen"),
    path("loggen/stand", toestel.stand, name="loggen-stand"),
    path("loggen/verstuur", toestel.verstuur, name="loggen-verstuur"),
    # At the root, or they would have nothing to say about the pages there.
    path("sw.js", toestel.werker, name="werker"),
    path("app.webmanifest", toestel.manifest, name="manifest"),
]
