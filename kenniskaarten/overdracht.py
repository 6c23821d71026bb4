"""What of the knowledge goes over when somebody leaves: what is to be kept right. Who said what stays by name."""

from django.db.models import F, QuerySet

from kenniskaarten.kaarten.models import Kennisstuk
from woonzorg.organisaties.models import Gebruiker
from woonzorg.organisaties.overdracht import Ding, Soort, leesbaar_door, registreer
from woonzorg.organisaties.permissions import Permission, has_permission


def _houdt_bij(van: Gebruiker) -> QuerySet:
    return Kennisstuk.objects.filter(beheerder=van)


def _die_kunnen(rijen: QuerySet, van: Gebruiker, naar: Gebruiker) -> QuerySet:
    return rijen if has_permission(naar, Permission.KENNIS_BEHEREN) else rijen.none()


def _draag_over(rijen: QuerySet, van: Gebruiker, naar: Gebruiker, door: str) -> None:
    rijen.update(beheerder=naar, versie=F("versie") + 1)


registreer(
    Soort(
        naam="kennisstuk",
        een="kennisstuk om bij te houden",
        meer="kennisstukken om bij te houden",
        zoek=_houdt_bij,
        draag_over=_draag_over,
        kan=_die_kunnen,
        waarom_niet="houdt geen kennis bij",
        leesbaar=leesbaar_door,
        toon=lambda stuk: Ding(stuk.titel, stuk.get_soort_display(), stuk.get_absolute_url()),
        velden=("kenniskaarten.Kennisstuk.beheerder",),
    )
)
