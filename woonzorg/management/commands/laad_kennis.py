"""Load the knowledge that comes with the portal."""

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from kenniskaarten.kaarten.laden import Inhoudfout, laad_kennis
from kenniskaarten.roadmap.laden import laad_roadmap


class Command(BaseCommand):
    help = (
        "Laadt de kenniskaarten, bouwstenen, webinars en instrumenten die bij het portaal horen, als concept, en de "
        "roadmap als die er nog niet is. "
        "Opnieuw draaien kan altijd: wat in het portaal is bewerkt of vastgesteld, blijft staan zoals het is."
    )

    def handle(self, *args, **opties):
        try:
            uitkomst = laad_kennis()
            stappen = laad_roadmap()
        except Inhoudfout as fout:
            raise CommandError(str(fout)) from fout
        except ValidationError as fout:
            raise CommandError(" ".join(fout.messages)) from fout
        self.stdout.write(
            f"Kennis: {uitkomst.gemaakt} nieuw, {uitkomst.bijgewerkt} bijgewerkt, {uitkomst.gelijk} gelijk, "
            f"{uitkomst.eigen} in het portaal bewerkt en zo gelaten."
        )
        self.stdout.write(f"Roadmap: {stappen} stappen nieuw." if stappen else "Roadmap: staat er al.")
