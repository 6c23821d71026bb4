"""Every write to knowledge. `by` is who does it; the history shows the name."""

from collections.abc import Collection
from pathlib import PurePosixPath

import pghistory
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from .models import Bijlage, Bijlagesoort, Kennisstuk, Soort, Status
from .workflow import STAPPEN

# Addresses below /kennis/ that are pages of their own.
BEZET = {
    "beheer", "bouwstenen", "inspiratie", "inspiratiekaart", "instrumenten", "kaarten", "nieuw", "passend", "proef",
    "roadmap", "voorbeelden", "webinars", "zoeken",
}  # fmt: skip
MAX_BIJLAGEN = 30


class VersieConflict(Exception):
    """Somebody else saved it since it was opened."""


@transaction.atomic
def bewaar_kennisstuk(
    *,
    stuk: Kennisstuk,
    by: str,
    verwachte_versie: int | None = None,
    verwant: Collection[Kennisstuk] | None = None,
) -> Kennisstuk:
    """Makes a stuk, or changes one; `verwant` None leaves what belongs with it as it is.

    Raises ValidationError when a field is wrong, VersieConflict when the stored stuk is not the one opened. From here
    on it is the kernteam's: a later version of the text that comes with the portal leaves it alone.
    """
    if stuk.pk:
        _neem(stuk, verwachte_versie)
        stuk.versie += 1
    stuk.slug = stuk.slug or vrij_adres(stuk.titel)
    stuk.inhoud_merk = ""
    _maak_passend(stuk)
    stuk.full_clean()
    stuk.gewijzigd = timezone.now()
    nieuw = not stuk.pk
    with pghistory.context(door=by, **_noem_verwant(stuk, verwant)):
        stuk.save(force_insert=nieuw)
        if verwant is not None:
            stuk.verwant.set([ander for ander in verwant if ander.pk != stuk.pk])
    return stuk


def _noem_verwant(stuk: Kennisstuk, verwant: Collection[Kennisstuk] | None) -> dict[str, str]:
    """For the history: what belongs with it stands in another table, whose changes no event of the stuk shows."""
    if verwant is None:
        return {}
    was = {ander.pk: ander.titel for ander in stuk.verwant.all()} if stuk.pk else {}
    wordt = {ander.pk: ander.titel for ander in verwant if ander.pk != stuk.pk}
    erbij = [f"'{titel}' erbij" for pk, titel in wordt.items() if pk not in was]
    eraf = [f"'{titel}' eraf" for pk, titel in was.items() if pk not in wordt]
    return {"wat": f"hoort bij: {', '.join(erbij + eraf)}"} if erbij or eraf else {}


def _maak_passend(stuk: Kennisstuk) -> None:
    """Fields of another kind go empty, instead of standing in the way unseen."""
    if stuk.soort != Soort.BOUWSTEEN:
        stuk.schaal = stuk.thema = ""
    elif not (stuk.schaal and stuk.thema):
        wat = {"schaal": "Kies de schaal van deze bouwsteen.", "thema": "Kies het thema van deze bouwsteen."}
        raise ValidationError({veld: melding for veld, melding in wat.items() if not getattr(stuk, veld)})
    if stuk.soort != Soort.WEBINAR:
        stuk.datum = None
    # The trigger writes the text as it is; browsers send other line ends than they were given.
    stuk.tekst = stuk.tekst.replace("\r\n", "\n").strip()


def vrij_adres(titel: str) -> str:
    """A slug for a new stuk: from its title, and no page has it yet."""
    basis = slugify(titel)[:70].strip("-") or "kennis"
    nummer, keuze = 1, basis
    while keuze in BEZET or Kennisstuk.objects.filter(slug=keuze).exists():
        nummer += 1
        keuze = f"{basis}-{nummer}"
    return keuze


@transaction.atomic
def zet_status(*, stuk: Kennisstuk, naar: str, by: str, verwachte_versie: int | None = None) -> Kennisstuk:
    """Takes one of the STAPPEN. Raises ValidationError for any other, VersieConflict when it was saved meanwhile:
    who publishes puts a name to what was read, and to nothing else."""
    _neem(stuk, verwachte_versie)
    if naar not in STAPPEN[stuk.status]:
        raise ValidationError(
            f"Van {stuk.get_status_display()} kan dit stuk niet naar '{naar}'. Laad de pagina opnieuw."
        )
    if naar == Status.GEPUBLICEERD and stuk.actueel_tot and stuk.actueel_tot < timezone.localdate():
        raise ValidationError(
            f"Dit stuk was actueel tot en met {stuk.actueel_tot:%d-%m-%Y}. Kijk het na en zet eerst een nieuwe datum."
        )
    stuk.status = naar
    if naar == Status.GEPUBLICEERD:
        stuk.gepubliceerd_op = timezone.localdate()
    stuk.versie += 1
    stuk.inhoud_merk = ""
    stuk.gewijzigd = timezone.now()
    with pghistory.context(door=by):
        stuk.save(update_fields=["status", "gepubliceerd_op", "versie", "inhoud_merk", "gewijzigd"])
    return stuk


def _neem(stuk: Kennisstuk, versie: int | None) -> None:
    """Locks the stored row until the commit, and sees that it is the one that was opened."""
    opgeslagen = Kennisstuk.objects.select_for_update().only("versie").get(pk=stuk.pk)
    if opgeslagen.versie != stuk.versie or versie not in (None, opgeslagen.versie):
        raise VersieConflict


@transaction.atomic
def voeg_bijlage_toe(*, bijlage: Bijlage, inhoud: bytes, by: str) -> Bijlage:
    """Adds a picture or a file whose content was judged (`mediatype`). ValidationError when a field is wrong."""
    stuk = _neem_voor_bijlage(bijlage)
    if stuk.bijlagen.count() >= MAX_BIJLAGEN:
        raise ValidationError(f"Bij dit stuk staan al {MAX_BIJLAGEN} bijlagen. Haal er eerst een weg.")
    afbeelding = bijlage.mediatype.startswith("image/")
    bijlage.soort = Bijlagesoort.AFBEELDING if afbeelding else Bijlagesoort.BESTAND
    bijlage.naam = _vrije_naam(stuk, bijlage.naam)
    bijlage.inhoud, bijlage.grootte = inhoud, len(inhoud)
    _eis_alt(bijlage)
    bijlage.full_clean()
    bijlage.save()
    _tel_versie(stuk, f"bijlage {bijlage.naam} toegevoegd", by)
    return bijlage


@transaction.atomic
def wijzig_bijlage(*, bijlage: Bijlage, by: str) -> Bijlage:
    """Title and alternative text; another file is another bijlage."""
    stuk = _neem_voor_bijlage(bijlage)
    _eis_alt(bijlage)
    # The file itself stays as it is, and need not be read to know that.
    bijlage.full_clean(exclude=["inhoud"])
    bijlage.save(update_fields=["titel", "alt"])
    _tel_versie(stuk, f"beschrijving van bijlage {bijlage.naam} gewijzigd", by)
    return bijlage


@transaction.atomic
def verwijder_bijlage(*, bijlage: Bijlage, by: str) -> None:
    stuk = _neem_voor_bijlage(bijlage)
    bijlage.delete()
    _tel_versie(stuk, f"bijlage {bijlage.naam} weggehaald", by)


def _neem_voor_bijlage(bijlage: Bijlage) -> Kennisstuk:
    return Kennisstuk.objects.select_for_update().get(pk=bijlage.kennisstuk_id)


def _eis_alt(bijlage: Bijlage) -> None:
    bijlage.alt, bijlage.titel = bijlage.alt.strip(), bijlage.titel.strip()
    if bijlage.soort == Bijlagesoort.AFBEELDING and not bijlage.alt:
        raise ValidationError({"alt": "Schrijf wat er op de afbeelding staat, voor wie haar niet ziet."})


def _vrije_naam(stuk: Kennisstuk, naam: str) -> str:
    """As the text can name it without quoting, and once in a stuk."""
    pad = PurePosixPath(naam.replace("\\", "/").lower())
    basis, achter = slugify(pad.stem)[:100] or "bijlage", pad.suffix
    bezet = set(stuk.bijlagen.values_list("naam", flat=True))
    nummer, keuze = 1, f"{basis}{achter}"
    while keuze in bezet:
        nummer += 1
        keuze = f"{basis}-{nummer}{achter}"
    return keuze


def _tel_versie(stuk: Kennisstuk, wat: str, by: str) -> None:
    """A bijlage is part of the version that readers see; the history of the stuk names it."""
    stuk.versie += 1
    stuk.inhoud_merk = ""
    stuk.gewijzigd = timezone.now()
    with pghistory.context(door=by, wat=wat):
        stuk.save(update_fields=["versie", "inhoud_merk", "gewijzigd"])
