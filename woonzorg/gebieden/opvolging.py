"""Who went on in whom, after herindelingen: from the code of a gemeente that ended to those of today."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from .models import Gemeente, Opvolging
from .soorten import Gebied


@dataclass(frozen=True)
class Opgegaan:
    """A gemeente that is no more: since when, and the gemeenten of today that go on where it ended (may be none)."""

    gebied: Gebied
    provincie: Gebied
    sinds: date
    opvolgers: tuple[Gebied, ...]


def opgegaan(code: str, vandaag: date | None = None) -> Opgegaan | None:
    """What became of the gemeente with this code; None for one that exists today, and for any other code.

    No query for what is no gemeente, one for a gemeente that exists, three for one that ended.
    """
    if not code.startswith("GM"):
        return None
    vandaag = vandaag or timezone.localdate()
    rijen = Gemeente.objects.filter(code=code, geldig_van__lte=vandaag).order_by("-geldig_van")
    gemeente = rijen.select_related("provincie").first()
    if gemeente is None or gemeente.geldig_tot is None or gemeente.geldig_tot > vandaag:
        return None
    nu = volg({gemeente.pk}, vandaag)
    opvolgers = Gemeente.objects.filter(pk__in=nu - {gemeente.pk}).order_by("naam")
    return Opgegaan(gemeente.gebied, gemeente.provincie.gebied, gemeente.geldig_tot, tuple(g.gebied for g in opvolgers))


def volg(pks: set[int], vandaag: date | None = None) -> set[int]:
    """Ids of the last gemeenten in the chain of each of these: itself where nothing came after; one query."""
    naar = _keten(vandaag)
    einde, open_, gezien = set(), list(pks), set()
    while open_:
        pk = open_.pop()
        if pk in gezien:
            continue
        gezien.add(pk)
        if pk in naar:
            open_.extend(naar[pk])
        else:
            einde.add(pk)
    return einde


def enkele_opvolgers(vandaag: date | None = None) -> dict[str, str]:
    """Code of an ended gemeente -> code of the one gemeente of today it is part of; without those that were split."""
    vandaag = vandaag or timezone.localdate()
    codes = dict(Gemeente.objects.values_list("pk", "code"))
    huidig = set(Gemeente.objects.geldig_op(vandaag).values_list("pk", flat=True))
    uitkomst = {}
    for pk in _keten(vandaag).keys() - huidig:
        einde = volg({pk}, vandaag)
        if len(einde) == 1 and einde <= huidig:
            uitkomst[codes[pk]] = codes[einde.pop()]
    return uitkomst


def _keten(vandaag: date | None) -> dict[int, list[int]]:
    naar = defaultdict(list)
    rijen = Opvolging.objects.filter(datum__lte=vandaag or timezone.localdate())
    for van, opvolger in rijen.values_list("van_id", "naar_id"):
        naar[van].append(opvolger)
    return naar
