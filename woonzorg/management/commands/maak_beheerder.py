from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from woonzorg.organisaties.models import Gebruiker, Lidmaatschap, Organisatie, Organisatiesoort, Werkgebied
from woonzorg.organisaties.permissions import Rol


class Command(BaseCommand):
    help = "Maakt de eerste beheerder. Die kiest een wachtwoord via 'Wachtwoord vergeten' en nodigt de rest uit."

    def add_arguments(self, parser):
        parser.add_argument("email")
        parser.add_argument("--naam", required=True)

    @transaction.atomic
    def handle(self, *args, email, naam, **options):
        if settings.DEMO:
            raise CommandError("In de demo zijn er geen echte accounts. Zet DEMO uit.")
        try:
            gebruiker = Gebruiker.objects.create_user(email, naam)
        except ValidationError as fout:
            raise CommandError(" ".join(fout.messages)) from None
        beheer, _ = Organisatie.objects.get_or_create(
            naam="Beheer Woonzorgportaal", defaults={"soort": Organisatiesoort.BEHEER}
        )
        Werkgebied.objects.get_or_create(organisatie=beheer, soort="land", code="NL")
        Lidmaatschap.objects.create(gebruiker=gebruiker, organisatie=beheer, rol=Rol.BEHEERDER)
        self.stdout.write(f"{gebruiker.email} is beheerder. Kies een wachtwoord via /account/password/reset/.")
