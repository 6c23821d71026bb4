"""Freezing how a gemeente stands. The only way in: what is frozen never changes any more (triggers, models.py)."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from programmering.plannen.models import Plan
from programmering.uitvragen.models import Aanlevering
from woonzorg.gebieden.models import Gemeente
from woonzorg.sql import voer_uit

from .models import Peilstand


@transaction.atomic
def stel_vast(
    *, gemeente: Gemeente, peildatum: date, by: str, aanlevering: Aanlevering | None = None, reden: str = ""
) -> Peilstand:
    """Freezes all plans of `gemeente` as they count now, as its state at `peildatum`; the latest version holds.

    The first version needs no `reden`; every next one does, and leaves the earlier ones as they are. Telregels are
    those of the peildatum. Raises ValidationError without a reden for a correction, for a gemeente that has ended
    (its plans live on in another), and for an aanlevering of another gemeente or peildatum.
    """
    # Two at once for one gemeente wait for each other here: they become two versions.
    gemeente = Gemeente.objects.select_for_update(no_key=True).get(pk=gemeente.pk)
    _controleer(gemeente, peildatum, aanlevering)
    reden = reden.replace("\0", "").strip()
    vorige = Peilstand.objects.filter(gemeente=gemeente, peildatum=peildatum).order_by("nummer").last()
    if vorige and not reden:
        raise ValidationError(
            f"Van {gemeente} is al een peilstand op {peildatum:%d-%m-%Y} vastgesteld. Schrijf waarom u die verbetert: "
            "een correctie heeft een reden nodig."
        )
    Peilstand.objects.filter(gemeente=gemeente, peildatum=peildatum).geldend().update(geldend=False)
    peilstand = Peilstand(
        gemeente=gemeente,
        peildatum=peildatum,
        nummer=vorige.nummer + 1 if vorige else 1,
        aanlevering=aanlevering,
        reden=reden if vorige else "",
        vastgesteld_door=by[:300],
        rekenvoorbeeld=Plan.objects.filter(gemeente=gemeente, rekenvoorbeeld=True).exists(),
    )
    peilstand.full_clean()
    peilstand.save()
    voer_uit(
        "programmering/peilstand_vast",
        {"peilstand": peilstand.pk, "gemeente": gemeente.pk, "peildatum": peildatum},
    )
    return peilstand


def _controleer(gemeente: Gemeente, peildatum: date, aanlevering: Aanlevering | None) -> None:
    if gemeente.geldig_tot and gemeente.geldig_tot <= timezone.localdate():
        raise ValidationError(
            f"De gemeente {gemeente} bestaat niet meer sinds {gemeente.geldig_tot:%d-%m-%Y}: haar plannen staan nu bij "
            "een andere gemeente. Haar eerdere peilstanden blijven zoals ze zijn."
        )
    if aanlevering and (aanlevering.gemeente_id, aanlevering.uitvraag.peildatum) != (gemeente.pk, peildatum):
        raise ValidationError("Deze aanlevering hoort bij een andere gemeente of een andere peildatum.")
