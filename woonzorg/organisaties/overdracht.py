"""Handing over the work of who leaves, in one step.

What that work is, each package says itself: it registers its kinds in its own module `overdracht`, from `apps.ready`.
Nothing here knows what a plan is. Who did something stays by name where that is history; only what is still to be
done, or who goes over something now, moves.
"""

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pghistory
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.dispatch import Signal
from django.utils import timezone

from woonzorg.gebieden.soorten import LAND, Gebiedssoort

from .actions import beeindig
from .log import log
from .models import Gebruiker, Lidmaatschap, Logregel
from .permissions import Permission, bereik_van, gebied_q, has_permission, organisaties_met
from .spoor import OVERDRACHT

# Sent in the transaction of the handover, with `van`, `naar`, `door` and `delen`: mail is written by who may mail.
overgedragen = Signal()


@dataclass(frozen=True)
class Ding:
    """One thing that goes over, as it is named to who may read it; `url` '' when it has no page of its own."""

    titel: str
    waar: str = ""
    url: str = ""


@dataclass(frozen=True)
class Soort:
    """One kind of work that somebody has on his name."""

    naam: str
    # In words: one, and several.
    een: str
    meer: str
    # What is on the name of this account. Whether anybody may know of it is no question here.
    zoek: Callable[[Gebruiker], QuerySet]
    # Puts these rows, which are locked, on the name of the second account.
    draag_over: Callable[[QuerySet, Gebruiker, Gebruiker, str], None]
    # Of these rows of the first account those that the second may have.
    kan: Callable[[QuerySet, Gebruiker, Gebruiker], QuerySet]
    # Why not, as the end of a sentence that begins with the name of the successor.
    waarom_niet: str
    # Of these rows those that this account may read.
    leesbaar: Callable[[QuerySet, Any], QuerySet]
    toon: Callable[[Any], Ding]
    # Paths to the gemeente it belongs to; none for what is only for who hands over in the whole country.
    gemeenten: tuple[str, ...] = ()
    # Foreign keys to Gebruiker that this kind takes care of, as app.Model.field.
    velden: tuple[str, ...] = ()

    def tel(self, aantal: int) -> str:
        return self.een if aantal == 1 else self.meer


SOORTEN: dict[str, Soort] = {}


def registreer(soort: Soort) -> None:
    """In the order in which the page shows them."""
    SOORTEN[soort.naam] = soort


def leesbaar_door(rijen: QuerySet, wie) -> QuerySet:
    """By the model's own rule of who sees what."""
    return rijen.filter(pk__in=rijen.model.objects.for_user(wie).order_by().values("pk"))


def gemeenten_q(bereik: dict[str, set[str]], paden: tuple[str, ...]) -> Q:
    """Holds for rows of which one of the gemeenten at `paden` lies in `bereik`."""
    q = Q(pk__in=[])
    for pad in paden if bereik else ():
        q |= gebied_q(bereik, f"{pad}__")
    return q


# Who hands over whose work


def collegas(door) -> QuerySet:
    """Whose work `door` may hand over: of everyone for who manages accounts, else of who is or was a member of an
    organisation for which `door` may do that."""
    if not bereik_van(door, Permission.OVERDRAGEN):
        return Gebruiker.objects.none()
    if mag_alle_accounts(door):
        return Gebruiker.objects.all()
    organisaties = organisaties_met(door, Permission.OVERDRAGEN)
    leden = Lidmaatschap.objects.filter(gebruiker=OuterRef("pk"), organisatie__in=organisaties)
    return Gebruiker.objects.filter(Exists(leden))


def mag_alle_accounts(door) -> bool:
    return has_permission(door, Permission.GEBRUIKERS_BEHEREN)


def opvolgers(van: Gebruiker, door) -> QuerySet:
    """Colleagues of today who can be chosen from a list: of the organisations of `van`, as far as `door` goes over
    those."""
    organisaties = Lidmaatschap.objects.filter(gebruiker=van).values("organisatie")
    leden = Lidmaatschap.objects.geldig().filter(gebruiker=OuterRef("pk"), organisatie__in=organisaties)
    if not mag_alle_accounts(door):
        leden = leden.filter(organisatie__in=organisaties_met(door, Permission.OVERDRAGEN))
    return Gebruiker.objects.filter(Exists(leden), is_active=True).exclude(pk=van.pk).order_by("naam", "pk")


def werk_van(soort: Soort, van: Gebruiker, door) -> QuerySet:
    """What of this kind `door` may hand over: all of it, or what belongs to the own gemeenten."""
    rijen = soort.zoek(van)
    bereik = bereik_van(door, Permission.OVERDRAGEN)
    if LAND.code in bereik.get(Gebiedssoort.LAND, ()):
        return rijen
    return rijen.filter(gemeenten_q(bereik, soort.gemeenten))


# The page before the step

TOON = 20


@dataclass(frozen=True)
class Deel:
    """One kind of work of one account, as the one who hands it over sees it: what may not be read is only counted."""

    soort: Soort
    aantal: int
    gaat: int
    dingen: list[Ding]
    # Of what cannot go: what may be named.
    blijven: list[Ding]
    onleesbaar: int

    @property
    def blijft(self) -> int:
        return self.aantal - self.gaat

    @property
    def naam(self) -> str:
        return self.soort.tel(self.aantal)

    @property
    def meer(self) -> int:
        """How many more may be named than stand here."""
        return self.aantal - self.onleesbaar - len(self.dingen)


def overzicht(van: Gebruiker, door, naar: Gebruiker | None = None) -> list[Deel]:
    """What is on the name of `van`, the first twenty of each kind; with `naar` also what cannot go there."""
    delen = (_deel(soort, van, door, naar) for soort in SOORTEN.values())
    return [deel for deel in delen if deel.aantal]


def _deel(soort: Soort, van: Gebruiker, door, naar: Gebruiker | None) -> Deel:
    rijen = werk_van(soort, van, door)
    aantal = rijen.count()
    if not aantal:
        return Deel(soort, 0, 0, [], [], 0)
    leesbaar = soort.leesbaar(rijen, door)
    gaat, blijven = aantal, []
    if naar:
        gaan = soort.kan(rijen, van, naar)
        gaat = gaan.count()
        if gaat < aantal:
            blijven = [soort.toon(rij) for rij in leesbaar.exclude(pk__in=gaan.order_by().values("pk"))[:TOON]]
    onleesbaar = aantal - leesbaar.count()
    return Deel(soort, aantal, gaat, [soort.toon(rij) for rij in leesbaar[:TOON]], blijven, onleesbaar)


def dingen_van(soort: Soort, rijen, van: Gebruiker, naar: Gebruiker | None) -> list[tuple[Ding, bool]]:
    """One page of rows, each with whether it can go to `naar`."""
    rijen = list(rijen)
    kan = {rij.pk for rij in rijen}
    if naar:
        deze = soort.zoek(van).filter(pk__in=kan)
        kan = set(soort.kan(deze, van, naar).values_list("pk", flat=True))
    return [(soort.toon(rij), rij.pk in kan) for rij in rijen]


# The step


@dataclass(frozen=True)
class Overgang:
    """What became of one kind of work."""

    soort: Soort
    gegaan: int
    gebleven: int

    def __str__(self):
        return f"{self.gegaan} {self.soort.tel(self.gegaan)}"

    @property
    def rest(self) -> str:
        return f"{self.gebleven} {self.soort.tel(self.gebleven)}"


@transaction.atomic
def draag_over(
    *, van: Gebruiker, naar: Gebruiker, door: Gebruiker, einde: datetime.date | None = None, request=None
) -> list[Overgang]:
    """Puts all that `naar` may have of the work of `van` on the name of `naar`, at once or not at all; the rest stays
    where it is. With `einde` the lidmaatschappen of `van` end that day.

    Raises ValidationError when these two cannot be, or when `door` may not end a lidmaatschap.
    """
    # Two who hand over at once wait for each other, in one order.
    list(Gebruiker.objects.select_for_update().filter(pk__in=[van.pk, naar.pk]).order_by("pk").values("pk"))
    _eis_opvolger(van, naar)
    with pghistory.context(door=str(door), **{OVERDRACHT: van.pk}):
        delen = [_draag_soort_over(soort, van, naar, door) for soort in SOORTEN.values()]
    delen = [deel for deel in delen if deel.gegaan or deel.gebleven]
    if einde:
        _beeindig_alles(van, einde, door, request)
    gegaan = [deel for deel in delen if deel.gegaan]
    wat = f"van {van.naam} <{van.email}> naar {naar.naam} <{naar.email}>: {', '.join(map(str, gegaan)) or 'niets'}"
    log(Logregel.Handeling.OVERDRACHT, request=request, user=door, wat=wat)
    overgedragen.send(sender=None, van=van, naar=naar, door=door, delen=gegaan)
    return delen


def _eis_opvolger(van: Gebruiker, naar: Gebruiker) -> None:
    if naar.pk == van.pk:
        raise ValidationError({"naar": "Kies iemand anders dan degene die vertrekt."})
    if not naar.is_active:
        raise ValidationError({"naar": f"Het account van {naar} is gesloten. Kies iemand anders."})


def _draag_soort_over(soort: Soort, van: Gebruiker, naar: Gebruiker, door: Gebruiker) -> Overgang:
    rijen = werk_van(soort, van, door)
    aantal = rijen.count()
    if not aantal:
        return Overgang(soort, 0, 0)
    gaan = soort.kan(rijen, van, naar).order_by("pk").select_for_update(of=("self",))
    sleutels = list(gaan.values_list("pk", flat=True))
    soort.draag_over(soort.zoek(van).filter(pk__in=sleutels), van, naar, str(door))
    return Overgang(soort, len(sleutels), aantal - len(sleutels))


def _beeindig_alles(van: Gebruiker, einde: datetime.date, door: Gebruiker, request) -> None:
    if not mag_alle_accounts(door):
        raise ValidationError({"einde": "Alleen een beheerder beëindigt een lidmaatschap."})
    if einde < timezone.localdate():
        raise ValidationError({"einde": "Deze dag is al voorbij. Kies vandaag of een latere dag."})
    for lidmaatschap in van.lidmaatschappen.filter(Q(tot__isnull=True) | Q(tot__gt=einde)).order_by("pk"):
        beeindig(lidmaatschap=lidmaatschap, request=request, per=einde, user=door)
