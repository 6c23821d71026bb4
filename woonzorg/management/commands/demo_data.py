"""Load the national demo: accounts to step into, an opgave, plans, plots, boden and projects for the whole country."""

import time

from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from kenniskaarten.roadmap.demo import laad_demo_roadmap
from kenniskaarten.voorbeelden import demo as voorbeelden
from programmering.demo import actions
from programmering.demo.overzicht import landelijke_keten
from projecten.demo import actions as projecten


class Command(BaseCommand):
    help = (
        "Laadt de landelijke demo: rollen om in te stappen, een opgave per gemeente, en plannen, plots, boden, "
        "bestaande bouw en projecten voor het hele land. "
        "Alles is een rekenvoorbeeld. Opnieuw draaien kan altijd: wat gelijk is, blijft staan."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--plannen",
            type=int,
            default=actions.AANTAL,
            help="hoeveel plannen (standaard %(default)s), met een plot op elke acht en een bod op elke tien. Het "
            "aantal woningen per gemeente blijft ongeveer gelijk: meer plannen zijn kleinere plannen",
        )
        parser.add_argument("--indien-leeg", action="store_true", help="doe niets als er al een demo staat")

    def handle(self, *args, **opties):
        if opties["plannen"] < 1:
            raise CommandError("--plannen moet minstens 1 zijn.")
        begin = time.monotonic()
        try:
            actions.eis_demo()
            call_command("laad_kennis", stdout=self.stdout)
            if opties["indien_leeg"] and actions.is_gevuld() and projecten.is_gevuld():
                laad_demo_roadmap()
                voorbeelden.laad_demo()
                self.stdout.write("De demo staat er al; niets gedaan.")
                return
            uitkomst, bij_projecten = projecten.laad_demo(aantal=opties["plannen"], meld=self._meld)
            voorbeelden.laad_demo()
            laad_demo_roadmap()
        except actions.Demofout as fout:
            raise CommandError(str(fout)) from fout
        except ValidationError as fout:
            raise CommandError(" ".join(fout.messages)) from fout
        self._sluit_af(uitkomst, bij_projecten, time.monotonic() - begin)

    def _meld(self, procent: int, wat: str):
        self.stdout.write(f"  {procent:3d} %  {wat}")
        self.stdout.flush()

    def _sluit_af(self, uitkomst: actions.Uitkomst, bij_projecten: projecten.Uitkomst, seconden: float):
        duur = f"{seconden:.1f}".replace(".", ",")
        if not (uitkomst.veranderd or bij_projecten.veranderd):
            self.stdout.write(f"De demo was al precies zo; er is niets gewijzigd ({duur} s).")
        else:
            self.stdout.write(
                f"Demo geladen in {duur} s: {uitkomst.accounts} accounts, {uitkomst.opgaven} opgaven en "
                f"{uitkomst.gemaakt} plannen nieuw; {uitkomst.verwijderd} plannen vervangen of weggehaald, "
                f"{uitkomst.gelijk} gelijk gebleven."
            )
            self.stdout.write(
                f"Plots, boden, bestaande bouw en voorstellen: {uitkomst.plekken.gemaakt} nieuw, "
                f"{uitkomst.plekken.verwijderd} vervangen of weggehaald."
            )
            self.stdout.write(f"Projecten en wat daarbij hoort: {bij_projecten.projecten} projecten nieuw.")
        for regel in landelijke_keten():
            self.stdout.write(regel)
