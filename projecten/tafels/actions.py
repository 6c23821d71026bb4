"""Every write to overlegtafels. `by` is who does it; the history shows the name."""

import datetime
from collections.abc import Iterable

import pghistory
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from projecten.fouten import eis_geweest

from .models import Besluit, Overleg, Overlegtafel, Tafellid


@transaction.atomic
def bewaar_tafel(*, tafel: Overlegtafel, by: str) -> Overlegtafel:
    eis_geweest(tafel.opgeheven_op, "opgeheven_op")
    if tafel.opgeheven_op:
        tafel.volgende = None
    tafel.full_clean()
    with pghistory.context(door=by):
        tafel.save()
    return tafel


@transaction.atomic
def bewaar_lid(*, lid: Tafellid, by: str) -> Tafellid:
    """Saves a member; of an organisation that is known the name follows."""
    if lid.organisatie:
        lid.organisatie_naam = lid.organisatie.naam
    if not lid.organisatie_naam.strip():
        raise ValidationError({"organisatie_naam": "Kies een organisatie, of vul haar naam in."})
    if lid.van and lid.tot and lid.tot < lid.van:
        raise ValidationError({"tot": "Deze dag ligt voor de eerste dag. Kies een latere dag."})
    lid.full_clean()
    with pghistory.context(door=by):
        lid.save()
    return lid


@transaction.atomic
def draag_over(
    *, lid: Tafellid, tot: datetime.date, naam: str, functie: str, van: datetime.date, overdracht: str = "", by: str
) -> Tafellid:
    """Hands the seat over in one step: the portefeuille and the open decisions go to the new member, who is returned.

    What was decided and done stays with the old name, and so does the history of what moved.
    """
    oud = Tafellid.objects.select_for_update(of=("self",)).get(pk=lid.pk)
    _eis_over_te_dragen(oud, tot, van)
    nieuw = Tafellid(
        tafel_id=oud.tafel_id, naam=naam.strip(), functie=functie.strip(), van=van, organisatie=oud.organisatie,
        organisatie_naam=oud.organisatie_naam, bestuurlijk=oud.bestuurlijk, portefeuille=oud.portefeuille,
    )  # fmt: skip
    nieuw.full_clean()
    besluiten = Besluit.objects.open().filter(lid=oud).order_by("pk")
    with pghistory.context(door=by):
        nieuw.save()
        oud.tot, oud.opvolger, oud.overdracht = tot, nieuw, overdracht.strip()
        oud.full_clean()
        oud.save(update_fields=["tot", "opvolger", "overdracht"])
        # Who does it by that very name was the old member; a colleague who does it goes on.
        besluiten.filter(wie__iexact=oud.naam).update(wie="")
        besluiten.update(lid=nieuw)
    return nieuw


def _eis_over_te_dragen(oud: Tafellid, tot: datetime.date, van: datetime.date) -> None:
    if oud.opvolger_id:
        raise ValidationError(f"{oud.naam} is al opgevolgd door {oud.opvolger.naam}.")
    if tot < oud.van:
        raise ValidationError({"tot": f"{oud.naam} zit aan tafel sinds {oud.van:%d-%m-%Y}. Kies een latere dag."})
    if van < tot:
        raise ValidationError({"van": "De opvolger begint niet voor de laatste dag. Kies een latere dag."})


@transaction.atomic
def bewaar_overleg(
    *,
    overleg: Overleg,
    besluiten: Iterable[Besluit],
    vervallen: Iterable[Besluit] = (),
    volgende: datetime.date | None,
    by: str,
) -> Overleg:
    """Lays down a meeting with what was decided, and when the table meets next. Raises ValidationError."""
    tafel = Overlegtafel.objects.select_for_update(of=("self",)).get(pk=overleg.tafel_id)
    eis_geweest(overleg.datum, "datum")
    if volgende and overleg.datum and volgende <= overleg.datum:
        raise ValidationError({"volgende": "Het volgende overleg is na dit overleg. Kies een latere dag."})
    overleg.door_naam = overleg.door_naam or by
    overleg.full_clean()
    with pghistory.context(door=by):
        overleg.save()
        for besluit in vervallen:
            besluit.delete()
        for besluit in besluiten:
            besluit.overleg = overleg
            besluit.full_clean()
            besluit.save()
        if tafel.volgende != volgende:
            tafel.volgende = volgende
            tafel.save(update_fields=["volgende"])
    return overleg


@transaction.atomic
def rond_besluit_af(*, besluit: Besluit, gedaan: bool, by: str) -> Besluit:
    """Done today, or open again."""
    besluit = Besluit.objects.select_for_update(of=("self",)).get(pk=besluit.pk)
    besluit.gedaan_op = timezone.localdate() if gedaan else None
    with pghistory.context(door=by):
        besluit.save(update_fields=["gedaan_op"])
    return besluit
