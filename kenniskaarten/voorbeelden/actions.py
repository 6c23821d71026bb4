"""Every write to examples. `by` is who does it; the history shows the name."""

import datetime

import pghistory
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify

from woonzorg.organisaties.models import Gebruiker, Lidmaatschap
from woonzorg.organisaties.permissions import Permission
from woonzorg.organisaties.selectors import rollen_met
from woonzorg.post.actions import stuur

from .models import Status, Voorbeeld, nieuwe_sleutel

# What may become of an example, from where it is.
OVERGANGEN = {
    Status.GEPUBLICEERD: {Status.VOORGEDRAGEN, Status.AFGEWEZEN, Status.INGETROKKEN},
    Status.AFGEWEZEN: {Status.VOORGEDRAGEN},
    Status.INGETROKKEN: {Status.GEPUBLICEERD},
}
VAN_DE_VOORDRAGER = "voordracht zonder account"
VAN_DE_CONTACTPERSOON = "contactpersoon van het voorbeeld"


class IntussenGewijzigd(ValidationError):
    """Somebody else saved it meanwhile; `opgeslagen` is how it stands now."""

    def __init__(self, opgeslagen: Voorbeeld):
        super().__init__("Iemand anders heeft dit voorbeeld intussen gewijzigd.")
        self.opgeslagen = opgeslagen


def kernteam() -> list[Gebruiker]:
    """Who keeps the knowledge, and so hears of nominations."""
    leden = Lidmaatschap.objects.geldig().filter(rol__in=rollen_met(Permission.KENNIS_BEHEREN))
    return list(Gebruiker.objects.filter(pk__in=leden.values("gebruiker"), is_active=True).order_by("pk"))


def vrije_slug(voorbeeld: Voorbeeld) -> str:
    """The address of its page, from its name and place; with a number when that is taken."""
    # Its last part may be a number of three digits.
    basis = slugify(f"{voorbeeld.titel} {voorbeeld.plaats}")[:75].strip("-") or "voorbeeld"
    bezet = set(Voorbeeld.objects.filter(slug__startswith=basis).values_list("slug", flat=True))
    nummers = (f"{basis}-{nummer}" for nummer in range(2, 1000))
    return next(slug for slug in (basis, *nummers) if slug not in bezet)


@transaction.atomic
def draag_voor(*, voorbeeld: Voorbeeld) -> Voorbeeld:
    """A nomination by anyone: mails the kernteam, and who nominated it."""
    voorbeeld.status, voorbeeld.slug = Status.VOORGEDRAGEN, vrije_slug(voorbeeld)
    voorbeeld.full_clean()
    with pghistory.context(door=VAN_DE_VOORDRAGER):
        voorbeeld.save()
    _mail_kernteam("voorbeeld-voorgedragen", voorbeeld, antwoord_aan=voorbeeld.voordrager_email)
    # Nothing of what was typed: the form is no way to send words to somebody else's address.
    stuur(sjabloon="voorbeeld-ontvangen", aan=voorbeeld.voordrager_email, context={"gemeente": voorbeeld.gemeente.naam})
    return voorbeeld


def _mail_kernteam(sjabloon: str, voorbeeld: Voorbeeld, *, antwoord_aan: str = "", **meer) -> None:
    pad = reverse("voorbeeld-bewerken", args=[voorbeeld.pk])
    for wie in kernteam():
        context = {"naam": wie.naam, "voorbeeld": voorbeeld, "pad": pad, **meer}
        stuur(sjabloon=sjabloon, aan=wie.email, context=context, antwoord_aan=antwoord_aan)


def _vergrendel(voorbeeld: Voorbeeld, verwachte_versie: int | None) -> Voorbeeld:
    """How it stands in the database, kept from others until this transaction ends."""
    opgeslagen = Voorbeeld.objects.select_for_update(of=("self",)).get(pk=voorbeeld.pk)
    if verwachte_versie is not None and opgeslagen.versie != verwachte_versie:
        raise IntussenGewijzigd(opgeslagen)
    return opgeslagen


def _schrijf(voorbeeld: Voorbeeld, versie: int, by: str) -> None:
    voorbeeld.versie, voorbeeld.gewijzigd = versie + 1, timezone.now()
    voorbeeld.full_clean()
    with pghistory.context(door=by):
        voorbeeld.save()


@transaction.atomic
def bewaar(*, voorbeeld: Voorbeeld, by: str, verwachte_versie: int | None = None) -> Voorbeeld:
    """Saves what the kernteam changed. Raises IntussenGewijzigd, or ValidationError when a field is wrong."""
    opgeslagen = _vergrendel(voorbeeld, verwachte_versie)
    # These change by a decision, never by a form that was opened before it.
    for veld in ("status", "reden", "bevestigd_op", "sleutel"):
        setattr(voorbeeld, veld, getattr(opgeslagen, veld))
    _schrijf(voorbeeld, opgeslagen.versie, by)
    return voorbeeld


@transaction.atomic
def besluit(
    *, voorbeeld: Voorbeeld, naar: str, by: str, reden: str = "", verwachte_versie: int | None = None
) -> Voorbeeld:
    """Publishes, declines or withdraws, and mails who nominated it. What is declined or withdrawn has a reason.

    Publishing asks for both criteria, each with its evidence (the database guards that), and counts as a
    confirmation by the kernteam.
    """
    voorbeeld = _vergrendel(voorbeeld, verwachte_versie)
    if voorbeeld.status not in OVERGANGEN[Status(naar)]:
        raise ValidationError(f"Dit voorbeeld is {voorbeeld.get_status_display()}; dat kan nu niet.")
    reden = reden.strip()
    if naar != Status.GEPUBLICEERD and not reden:
        raise ValidationError({"reden": "Schrijf waarom. Wie het voordroeg, krijgt dit in een mail."})
    voorbeeld.status, voorbeeld.reden = naar, "" if naar == Status.GEPUBLICEERD else reden
    if naar == Status.GEPUBLICEERD:
        voorbeeld.bevestigd_op = timezone.localdate()
    _schrijf(voorbeeld, voorbeeld.versie, by)
    _mail_besluit(voorbeeld)
    return voorbeeld


def _mail_besluit(voorbeeld: Voorbeeld) -> None:
    if voorbeeld.voordrager_email:
        stuur(sjabloon="voorbeeld-besluit", aan=voorbeeld.voordrager_email, context={"voorbeeld": voorbeeld})


@transaction.atomic
def bevestig(*, voorbeeld: Voorbeeld, by: str, op: datetime.date | None = None) -> Voorbeeld:
    """All of it is still right today. The key in the mail is used by this, and replaced."""
    voorbeeld = _vergrendel(voorbeeld, None)
    if voorbeeld.status != Status.GEPUBLICEERD:
        raise ValidationError("Dit voorbeeld staat niet op de kaart; er is niets te bevestigen.")
    voorbeeld.bevestigd_op, voorbeeld.sleutel = op or timezone.localdate(), nieuwe_sleutel()
    _schrijf(voorbeeld, voorbeeld.versie, by)
    return voorbeeld


@transaction.atomic
def meld_wijziging(*, voorbeeld: Voorbeeld, tekst: str) -> Voorbeeld:
    """What the owner says is different goes to the kernteam, who changes it; the key is replaced."""
    voorbeeld = _vergrendel(voorbeeld, None)
    voorbeeld.sleutel = nieuwe_sleutel()
    _schrijf(voorbeeld, voorbeeld.versie, VAN_DE_CONTACTPERSOON)
    _mail_kernteam("voorbeeld-wijziging", voorbeeld, antwoord_aan=voorbeeld.contact_email, tekst=tekst)
    return voorbeeld


@transaction.atomic
def stuur_vraag(*, voorbeeld: Voorbeeld, naam: str, email: str, bericht: str) -> None:
    """A visitor's question, to the contact of the example; without one to the kernteam. Answers go to the visitor."""
    context = {"voorbeeld": voorbeeld, "afzender": naam, "bericht": bericht}
    adressen = [voorbeeld.contact_email] if voorbeeld.contact_email else [wie.email for wie in kernteam()]
    for adres in adressen:
        stuur(sjabloon="voorbeeld-vraag", aan=adres, context=context, antwoord_aan=email)
