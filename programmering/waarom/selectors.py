"""Reading all that the slides say of one gebied, at one moment; the number of queries does not depend on its size."""

from collections import defaultdict

from django.db.models import BooleanField, ExpressionWrapper, Q
from django.utils import timezone

from programmering.calculations import Periode
from programmering.drieslag.selectors import drieslag_van, drieslagen
from programmering.keten.selectors import Ketenlezer
from programmering.keten.zinnen import zin
from woonzorg.gebieden.models import Gemeente, Kerncijfer
from woonzorg.gebieden.querysets import in_gebied_q
from woonzorg.gebieden.soorten import Gebied, Gebiedssoort

from .calculations import LEEFTIJDEN, Leeftijd, Ouderen
from .dias import Cijfers, telling
from .lijsten import landelijk


def lees_cijfers(gebied: Gebied, *, user, periode: Periode) -> Cijfers:
    """What `user` may see, in `periode`; inside `momentopname`."""
    gemeenten = _gemeenten(gebied)
    hier, land = _ouderen(gemeenten)
    lezer = Ketenlezer(user=user, periode=periode)
    keten = lezer.keten(gebied)
    onder, drieslag, antwoorden = [], None, ()
    if gebied.soort == Gebiedssoort.GEMEENTE:
        drieslag = drieslag_van(keten, user)
    else:
        binnen = [g.gebied for g, is_binnen in gemeenten if is_binnen]
        onder = lezer.ketens_onder(gebied, Gebiedssoort.GEMEENTE, binnen)
        antwoorden = telling(drieslagen(onder, user=user))
    return Cijfers(
        keten=keten,
        zin=zin(keten, onder, "gemeenten"),
        hier=hier,
        land=land,
        landelijk=landelijk(),
        dag=timezone.localtime(keten.peildatum).date() if keten.peildatum else None,
        drieslag=drieslag,
        telling=antwoorden,
    )


def _gemeenten(gebied: Gebied) -> list[tuple[Gemeente, bool]]:
    """All gemeenten of today, each with whether it lies in this gebied; one query."""
    binnen = ExpressionWrapper(Q(pk__isnull=False) & in_gebied_q(gebied), output_field=BooleanField())
    return [(g, g.binnen) for g in Gemeente.objects.geldig_op().annotate(binnen=binnen)]


def _ouderen(gemeenten: list[tuple[Gemeente, bool]]) -> tuple[Ouderen, Ouderen]:
    """Of the gebied and of the land; one query."""
    cijfers: dict[str, dict[int, Kerncijfer]] = defaultdict(dict)
    for cijfer in Kerncijfer.objects.filter(onderwerp__in=[*LEEFTIJDEN, "inwoners"]).laatste():
        cijfers[cijfer.onderwerp][cijfer.gemeente_id] = cijfer
    return _som(cijfers, [g.pk for g, binnen in gemeenten if binnen]), _som(cijfers, [g.pk for g, _ in gemeenten])


def _som(cijfers: dict[str, dict[int, Kerncijfer]], gemeenten: list[int]) -> Ouderen:
    """A sum stands only when every gemeente has the figure: part of a place is not the place."""

    def van(onderwerp: str) -> list[Kerncijfer]:
        rijen = [cijfers[onderwerp][pk] for pk in gemeenten if pk in cijfers[onderwerp]]
        return rijen if len(rijen) == len(gemeenten) else []

    inwoners = van("inwoners")
    totaal = sum(c.waarde for c in inwoners)
    if not totaal:
        return Ouderen()
    ouderen = {vanaf: rijen for onderwerp, vanaf in LEEFTIJDEN.items() if (rijen := van(onderwerp))}
    alle = [c for rijen in ouderen.values() for c in rijen]
    return Ouderen(
        leeftijden=tuple(Leeftijd(v, sum(c.waarde for c in rijen), totaal) for v, rijen in ouderen.items()),
        inwoners=totaal,
        bronnen=tuple(dict.fromkeys(c.bron for c in [*alle, *inwoners])),
        jaren_leeftijd=tuple(sorted({c.jaar for c in alle})),
        jaren_inwoners=tuple(sorted({c.jaar for c in inwoners})),
    )
