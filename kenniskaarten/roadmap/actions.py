"""Every write to the roadmap: ticking steps, and what the kernteam edits. `by` is who does it; the history shows it."""

import datetime
from collections.abc import Collection

import pghistory
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.text import slugify

from kenniskaarten.kaarten.actions import VersieConflict
from kenniskaarten.kaarten.models import Kennisstuk
from woonzorg.organisaties.models import Gebruiker, Organisatie

from .models import KOLOMMEN, GezetteStap, Knooppunt, Lijn, Stap

MORGEN = "Deze dag moet nog komen. Vul vandaag of een eerdere dag in."


class NogGezet(Exception):
    """Organisations have ticked the step that would go; `aantal` says how many."""

    def __init__(self, aantal: int):
        self.aantal = aantal
        super().__init__(aantal)


# Ticking


@transaction.atomic
def zet_stap(
    *,
    stap: Stap,
    organisatie: Organisatie,
    op: datetime.date,
    bewijs: str,
    link: str = "",
    door: Gebruiker,
) -> GezetteStap:
    """Ticks a step for an organisation, or changes the day and evidence of what it ticked before.

    Raises ValidationError for a step of another line, a day to come, or without evidence.
    """
    if organisatie.soort != stap.lijn.partij:
        raise ValidationError(f"Deze stap is voor een {stap.lijn}. {organisatie} is dat niet.")
    if op > timezone.localdate():
        raise ValidationError({"op": MORGEN})
    # One at a time per organisation: two colleagues who tick the same step make one row.
    Organisatie.objects.select_for_update(no_key=True).get(pk=organisatie.pk)
    gezet = GezetteStap.objects.filter(stap=stap, organisatie=organisatie).first()
    gezet = gezet or GezetteStap(stap=stap, organisatie=organisatie)
    # What a person says of it is no example any more.
    gezet.rekenvoorbeeld = False
    gezet.op, gezet.bewijs, gezet.link = op, bewijs.strip(), link.strip()
    gezet.door, gezet.door_naam = door, str(door)
    gezet.full_clean()
    with pghistory.context(door=gezet.door_naam):
        gezet.save()
    return gezet


@transaction.atomic
def neem_stap_terug(*, gezet: GezetteStap, by: str) -> None:
    with pghistory.context(door=by):
        gezet.delete()


# Editing by the kernteam


def _neem(rij: models.Model, versie: int | None) -> None:
    """Locks the stored row until the commit; VersieConflict unless it is the one that was opened, or it is gone."""
    opgeslagen = type(rij).objects.select_for_update().filter(pk=rij.pk).values_list("versie", flat=True).first()
    if opgeslagen != rij.versie or versie not in (None, opgeslagen):
        raise VersieConflict
    rij.versie += 1


def _vrij_adres(model: type[models.Model], naam: str) -> str:
    """An address from the name that no other row has."""
    basis = slugify(naam)[:70].strip("-") or model._meta.model_name
    bezet = set(model.objects.filter(slug__startswith=basis).values_list("slug", flat=True))
    return next(adres for n in range(1, len(bezet) + 2) if (adres := basis if n == 1 else f"{basis}-{n}") not in bezet)


@transaction.atomic
def bewaar_lijn(*, lijn: Lijn, by: str, verwachte_versie: int | None = None) -> Lijn:
    """Saves what a line says of its party. Raises ValidationError, VersieConflict."""
    _neem(lijn, verwachte_versie)
    lijn.full_clean()
    with pghistory.context(door=by):
        lijn.save()
    return lijn


@transaction.atomic
def bewaar_stap(
    *, stap: Stap, by: str, kennis: Collection[Kennisstuk] | None = None, verwachte_versie: int | None = None
) -> Stap:
    """Makes or changes a step; `kennis` None leaves what belongs with it. Raises ValidationError, VersieConflict."""
    if stap.pk:
        _neem(stap, verwachte_versie)
    stap.slug = stap.slug or _vrij_adres(Stap, f"{stap.lijn.partij} {stap.titel}")
    if stap.knooppunt and stap.kolom > stap.knooppunt.kolom:
        raise ValidationError({"kolom": _rechts_van(stap)})
    stap.full_clean()
    with pghistory.context(door=by):
        stap.save()
        if kennis is not None:
            stap.kennis.set(kennis)
    return stap


def _rechts_van(stap: Stap) -> str:
    kolom = stap.knooppunt.kolom
    return (
        f"'{stap}' leidt naar het knooppunt '{stap.knooppunt}' op plaats {kolom}. Geef de stap plaats {kolom}, of een "
        "plaats links daarvan."
    )


@transaction.atomic
def bewaar_knooppunt(*, knooppunt: Knooppunt, by: str, verwachte_versie: int | None = None) -> Knooppunt:
    """Makes or changes a knooppunt. Raises ValidationError, also when a step that leads to it would be on its right;
    VersieConflict."""
    if knooppunt.pk:
        _neem(knooppunt, verwachte_versie)
        if rechts := list(knooppunt.stappen.filter(kolom__gt=knooppunt.kolom).select_related("lijn")):
            wie = ", ".join(f"'{s}' ({s.lijn}, plaats {s.kolom})" for s in rechts)
            raise ValidationError({"kolom": f"Rechts hiervan staan nog stappen die hierheen leiden: {wie}."})
    knooppunt.slug = knooppunt.slug or _vrij_adres(Knooppunt, knooppunt.naam)
    knooppunt.full_clean()
    with pghistory.context(door=by):
        knooppunt.save()
    return knooppunt


@transaction.atomic
def verschuif_stap(*, stap: Stap, stappen: int, by: str) -> Stap:
    """One place to the left (-1) or right (1). A step of the same line that stands there changes places with it.

    Raises ValidationError at the edge, and when a step would come to the right of the knooppunt that it leads to.
    """
    op_lijn = {s.kolom: s for s in Stap.objects.select_for_update(of=("self",)).filter(lijn=stap.lijn_id)}
    stap = next(s for s in op_lijn.values() if s.pk == stap.pk)
    naar = _naar(stap.kolom, stappen)
    buur = op_lijn.get(naar)
    with pghistory.context(door=by):
        if buur:
            # Out of the way for a moment: one step a place, at every moment.
            Stap.objects.filter(pk=buur.pk).update(kolom=KOLOMMEN + 1)
        _zet_neer(stap, naar, by)
        if buur:
            _zet_neer(buur, naar - stappen, by)
    return stap


def _naar(kolom: int, stappen: int) -> int:
    if not 0 <= kolom + stappen <= KOLOMMEN:
        raise ValidationError("Verder kan niet: dit is de rand van de kaart.")
    return kolom + stappen


def _zet_neer(stap: Stap, kolom: int, by: str) -> None:
    stap.kolom = kolom
    bewaar_stap(stap=stap, by=by)


def verschuif_knooppunt(*, knooppunt: Knooppunt, stappen: int, by: str) -> Knooppunt:
    """One place to the left (-1) or right (1). Raises ValidationError, as `bewaar_knooppunt`."""
    knooppunt.kolom = _naar(knooppunt.kolom, stappen)
    return bewaar_knooppunt(knooppunt=knooppunt, by=by)


@transaction.atomic
def verwijder_stap(*, stap: Stap, by: str, bevestigd: int = 0) -> None:
    """Takes a step away, and what organisations ticked of it. Raises NogGezet as long as more of them ticked it than
    were `bevestigd`: who confirms saw how many."""
    Stap.objects.select_for_update().get(pk=stap.pk)
    aantal = stap.gezet.count()
    if aantal > bevestigd:
        raise NogGezet(aantal)
    with pghistory.context(door=by):
        stap.delete()


@transaction.atomic
def verwijder_knooppunt(*, knooppunt: Knooppunt, by: str) -> None:
    """Takes a knooppunt away; its steps stay and lead nowhere."""
    with pghistory.context(door=by):
        knooppunt.delete()
