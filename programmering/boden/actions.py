"""Every write to a bod: forms and workshops come through here."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import pghistory
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from programmering.plannen.actions import VersieConflict
from programmering.voortgang.vraag import vraag_bijwerking

from .lijsten import STAPPEN, Bodstatus, partijsoort
from .models import Bod, Bodregel


@dataclass(frozen=True)
class Aantal:
    """Homes of one woningtype in one year; year 0 is unknown."""

    woningtype: str
    jaar: int
    aantal: int


@transaction.atomic
def bewaar_bod(*, bod: Bod, regels: Iterable[Aantal], by: str, verwachte_versie: int | None = None) -> Bod:
    """Saves a bod with its homes; figures follow by themselves after the commit.

    With an organisation, partij and soort follow it. Raises ValidationError when a field is wrong or nothing is
    offered; VersieConflict when the stored bod is not the one opened.
    """
    if bod.pk:
        _neem(bod, verwachte_versie)
    if bod.organisatie_id:
        _volg_organisatie(bod)
    if bod.datum and bod.datum > timezone.localdate():
        raise ValidationError({"datum": "Deze dag moet nog komen. Vul de dag in waarop het bod is uitgebracht."})
    aantallen = _aantallen(regels)
    if bod.datum and (not bod.pk or bod.status_datum < bod.datum):
        if bod.pk and bod.status != Bodstatus.UITGEBRACHT:
            sinds = f"Dit bod is {bod.get_status_display()} op {bod.status_datum:%d-%m-%Y}."
            raise ValidationError({"datum": f"{sinds} De datum van het bod kan niet later zijn."})
        bod.status_datum = bod.datum
    bod.full_clean()
    bod.gewijzigd = timezone.now()
    with pghistory.context(door=by):
        if bod.pk:
            bod.versie += 1
        bod.save()
        _schrijf_regels(bod, aantallen)
    vraag_bijwerking()
    return bod


@transaction.atomic
def zet_status(*, bod: Bod, naar: str, by: str, datum: date, verwachte_versie: int | None = None) -> Bod:
    """Takes one of the STAPPEN. Raises ValidationError for any other step or an impossible day.

    VersieConflict when the bod was saved since `bod` was read: who withdraws a bod may not meet it accepted.
    """
    _neem(bod, verwachte_versie)
    if naar not in STAPPEN[bod.status]:
        nieuw = dict(Bodstatus.choices).get(naar, naar)
        raise ValidationError(f"Een bod dat {bod.get_status_display()} is, kan niet '{nieuw}' worden.")
    if datum > timezone.localdate():
        raise ValidationError("Deze dag moet nog komen. Vul vandaag of een eerdere dag in.")
    if datum < bod.datum:
        raise ValidationError(f"Het bod is van {bod.datum:%d-%m-%Y}. Vul die dag of een latere dag in.")
    bod.status, bod.status_datum = naar, datum
    bod.versie += 1
    bod.gewijzigd = timezone.now()
    with pghistory.context(door=by):
        bod.save(update_fields=["status", "status_datum", "versie", "gewijzigd"])
    vraag_bijwerking()
    return bod


def _neem(bod: Bod, versie: int | None) -> None:
    """Locks the stored row until the commit, and sees that it is the one that was opened, and the one that `bod`
    was read from: the whole row is written, also a status that somebody else may have changed a moment ago.
    """
    opgeslagen = Bod.objects.select_for_update().only("versie").get(pk=bod.pk)
    if opgeslagen.versie != bod.versie or versie not in (None, opgeslagen.versie):
        raise VersieConflict


def _volg_organisatie(bod: Bod) -> None:
    soort = partijsoort(bod.organisatie.soort)
    if soort is None:
        naam = bod.organisatie.get_soort_display()
        raise ValidationError({"organisatie": f"Een organisatie van het soort '{naam}' doet zelf geen bod."})
    bod.partij, bod.partij_soort = bod.organisatie.naam, soort


def _aantallen(regels: Iterable[Aantal]) -> dict[tuple[str, int], int]:
    aantallen: dict[tuple[str, int], int] = {}
    for regel in regels:
        if regel.aantal:
            sleutel = (regel.woningtype, regel.jaar)
            aantallen[sleutel] = aantallen.get(sleutel, 0) + regel.aantal
    if not aantallen:
        raise ValidationError("Vul bij minstens één woningtype een aantal woningen in.")
    return aantallen


def _schrijf_regels(bod: Bod, aantallen: dict[tuple[str, int], int]) -> None:
    """Writes only rows that changed, so that the history shows what did."""
    bestaand = {(r.woningtype, r.jaar): r for r in bod.regels.all()}
    nieuw = []
    for (woningtype, jaar), aantal in aantallen.items():
        regel = bestaand.pop((woningtype, jaar), None) or Bodregel(bod=bod, woningtype=woningtype, jaar=jaar)
        if regel.pk and regel.aantal == aantal:
            continue
        regel.aantal = aantal
        regel.clean_fields(exclude=["bod"])
        if regel.pk:
            regel.save(update_fields=["aantal"])
        else:
            nieuw.append(regel)
    if bestaand:
        Bodregel.objects.filter(pk__in=[r.pk for r in bestaand.values()]).delete()
    Bodregel.objects.bulk_create(nieuw)
