"""The vraagbaak as a source of knowledge: questions that have an answer, found by their answers as well."""

from django.db.models import Q
from django.urls import reverse

from kenniskaarten.passend.situatie import Kandidaat
from kenniskaarten.zoeken.bronnen import VERDER, Bron, Tabelbron, Vondst, registreer_bron
from kenniskaarten.zoeken.taal import eenmaal, kop, veilig

from .models import Antwoord, Vraag
from .selectors import mag_vragen


def _beantwoord(user):
    return Vraag.objects.for_user(user).beantwoord()


class Vraagbron(Bron):
    naam = "vraag"
    soorten = {"vraag": ("vraag met antwoord", "Vragen met antwoord")}
    _vragen = Tabelbron("vraag", soorten, vind=_beantwoord, tekst=("tekst",), kort="")

    def rangen(self, user, termen):
        yield from self._vragen.rangen(user, termen)
        antwoorden = Antwoord.objects.filter(vraag__in=_beantwoord(user))
        yield from self._vragen.rangen_in(antwoorden, termen, "vraag_id")

    def toon(self, user, sleutels, termen=()):
        vragen = {v.pk: v for v in _beantwoord(user).filter(pk__in=sleutels).defer("zoek")}
        delen = self._fragmenten(vragen, termen) if termen and vragen else {}
        return {
            pk: Vondst(
                bron=self.naam,
                sleutel=pk,
                soort="vraag",
                titel=vraag.titel,
                url=vraag.get_absolute_url(),
                kort=vraag.tekst,
                fragment=delen.get(pk, ""),
                merken=("rekenvoorbeeld",) if vraag.rekenvoorbeeld else (),
            )
            for pk, vraag in vragen.items()
        }

    @staticmethod
    def _fragmenten(vragen: dict[int, Vraag], termen) -> dict:
        """Of the answer that helped, or the first that has to do with it; else of what was asked."""
        zoek = eenmaal(termen)
        zelf = Vraag.objects.filter(pk__in=vragen).annotate(_kop=kop("tekst", zoek))
        rijen = list(zelf.values_list("pk", "_kop", "tekst"))
        antwoorden = Antwoord.objects.filter(vraag__in=vragen, zoek=zoek).annotate(_kop=kop("tekst", zoek))
        # The last one written into the dict stays.
        rijen += antwoorden.order_by("hielp", "-pk").values_list("vraag", "_kop", "tekst")
        return {pk: veilig(deel, geheel) for pk, deel, geheel in rijen}

    def kandidaten(self, user, situatie, gevonden):
        vragen = _beantwoord(user).filter(Q(categorie__in=situatie.knelpunten) | Q(pk__in=gevonden))
        for pk, categorie in vragen.order_by().values_list("pk", "categorie"):
            yield Kandidaat(self.naam, pk, "vraag", knelpunten=(categorie,) if categorie else ())

    def woorden(self, user):
        return _beantwoord(user).values_list("titel", flat=True)


def _stel_een_vraag(user, tekst: str) -> tuple[str, str] | None:
    return ("Stel uw vraag in de vraagbaak", reverse("vraag-nieuw")) if mag_vragen(user) else None


registreer_bron(Vraagbron())
VERDER.append(_stel_een_vraag)
