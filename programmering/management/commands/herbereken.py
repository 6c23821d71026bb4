from django.core.management.base import BaseCommand

from programmering.voortgang.bereken import bereken_volledig, werk_bij
from programmering.voortgang.models import Markering


class Command(BaseCommand):
    help = "Werkt de figuren bij: gemarkeerde gemeenten, of met --volledig alles, en zegt wat er anders was."

    def add_arguments(self, parser):
        parser.add_argument("--volledig", action="store_true", help="bereken alles opnieuw en vergelijk")

    def handle(self, *args, volledig, **options):
        if volledig:
            berekening = bereken_volledig()
            self.stdout.write(
                f"Volledig berekend in {berekening.duur:.2f} s: {berekening.plannen} plannen in "
                f"{berekening.gemeenten} gemeenten, {berekening.verschillen} verschillen met wat er stond."
            )
            return
        self.stdout.write(f"{Markering.objects.values('gemeente_id').distinct().count()} gemeenten gemarkeerd.")
        berekening = werk_bij()
        if berekening is None:
            self.stdout.write("Er was niets bij te werken.")
        else:
            self.stdout.write(f"Bijgewerkt in {berekening.duur:.2f} s: {berekening.gemeenten} gemeenten.")
