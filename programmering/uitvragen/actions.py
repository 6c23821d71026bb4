"""Every write to an uitvraag and to what gemeenten deliver for it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pghistory
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from programmering.peilstanden.actions import stel_vast
from programmering.peilstanden.models import Peilstand
from programmering.plannen.actions import VersieConflict
from programmering.plannen.models import Plan
from woonzorg.gebieden.models import Gemeente, Provincie
from woonzorg.organisaties.models import Gebruiker

from .herinneringen import stuur_mails
from .lijsten import Aanleverstatus
from .mails import mail_besluit, mail_correctie
from .models import Aanlevering, Aanleveropmerking, Uitvraag
from .selectors import namen_gewijzigd, vorige_stand
from .workflow import Kant, mag, weigering

S = Aanleverstatus


@dataclass(frozen=True)
class Antwoord:
    """What the gemeente says about one remark of the provincie."""

    tekst: str = ""
    opgelost: bool = False


@dataclass(frozen=True)
class Opmerking:
    """What the provincie asks; without a plan it is about the delivery as a whole."""

    tekst: str
    plan: Plan | None = None


# The uitvraag


@transaction.atomic
def bewaar_uitvraag(*, uitvraag: Uitvraag, by: str, verwachte_versie: int | None = None) -> Uitvraag:
    """Saves an uitvraag, with an aanlevering for each gemeente of the provincie at the peildatum.

    One that opens today mails the gemeenten at once. Raises ValidationError when a field is wrong, another uitvraag
    of the provincie is still open, or the peildatum of what was accepted would move; VersieConflict.
    """
    if uitvraag.pk:
        opgeslagen = _neem_uitvraag(uitvraag, verwachte_versie)
        _eis_zelfde_vraag(uitvraag, opgeslagen)
        uitvraag.versie = opgeslagen.versie + 1
    else:
        _wacht_op_provincie(uitvraag)
        if uitvraag.sluit and uitvraag.sluit < timezone.localdate():
            raise ValidationError({"sluit": "Deze dag is voorbij. Kies een dag waarop gemeenten nog kunnen leveren."})
    uitvraag.full_clean()
    with pghistory.context(door=by):
        uitvraag.save()
        _werk_gemeenten_bij(uitvraag)
    stuur_mails(uitvraag)
    return uitvraag


def _eis_zelfde_vraag(uitvraag: Uitvraag, opgeslagen: Uitvraag) -> None:
    uitvraag.provincie_id = opgeslagen.provincie_id
    begonnen = uitvraag.aanleveringen.exclude(status__in=[S.NIET_BEGONNEN, S.BEZIG]).exists()
    if begonnen and uitvraag.peildatum != opgeslagen.peildatum:
        raise ValidationError({"peildatum": "Er is al voor deze peildatum geleverd. De peildatum blijft daarom staan."})
    if opgeslagen.is_geopend and uitvraag.opent and uitvraag.opent > timezone.localdate():
        raise ValidationError({"opent": "De uitvraag is al open. De gemeenten hebben er mail over."})


def _werk_gemeenten_bij(uitvraag: Uitvraag) -> None:
    """Gemeenten of another peildatum may be others; who has begun stays."""
    geldig = Gemeente.objects.geldig_op(uitvraag.peildatum).in_gebied(uitvraag.provincie.gebied)
    horen = set(geldig.values_list("pk", flat=True))
    if not horen:
        raise ValidationError({"peildatum": f"Op deze dag zijn er geen gemeenten bekend in {uitvraag.provincie}."})
    er_al = dict(uitvraag.aanleveringen.values_list("gemeente_id", "pk"))
    over = [pk for gemeente, pk in er_al.items() if gemeente not in horen]
    uitvraag.aanleveringen.filter(pk__in=over, status=S.NIET_BEGONNEN).delete()
    nieuw = sorted(horen - er_al.keys())
    Aanlevering.objects.bulk_create([Aanlevering(uitvraag=uitvraag, gemeente_id=pk) for pk in nieuw])


@transaction.atomic
def sluit_af(*, uitvraag: Uitvraag, by: str, verwachte_versie: int | None = None) -> Uitvraag:
    """Ends the uitvraag: nothing is delivered for it any more, but for corrections of what was accepted.

    Raises ValidationError while a delivery waits for its judgement, so that none is left hanging.
    """
    opgeslagen = _neem_uitvraag(uitvraag, verwachte_versie)
    if opgeslagen.afgesloten_op:
        raise ValidationError("Deze uitvraag is al afgesloten.")
    if not opgeslagen.is_geopend:
        raise ValidationError("Deze uitvraag is nog niet open. Verwijder haar als ze niet doorgaat.")
    wachten = [a.gemeente.naam for a in opgeslagen.aanleveringen.filter(status=S.GELEVERD).select_related("gemeente")]
    if wachten:
        raise ValidationError(f"Beoordeel eerst wat er is geleverd. Dat wacht nog van: {_opsomming(wachten)}.")
    return _zet_einde(uitvraag, opgeslagen, timezone.now(), by)


@transaction.atomic
def heropen(*, uitvraag: Uitvraag, by: str, verwachte_versie: int | None = None) -> Uitvraag:
    """Takes the end back. Raises ValidationError when the provincie has another open uitvraag by now."""
    opgeslagen = _neem_uitvraag(uitvraag, verwachte_versie)
    if not opgeslagen.afgesloten_op:
        raise ValidationError("Deze uitvraag is niet afgesloten.")
    _wacht_op_provincie(uitvraag)
    return _zet_einde(uitvraag, opgeslagen, None, by)


def _zet_einde(uitvraag: Uitvraag, opgeslagen: Uitvraag, moment, by: str) -> Uitvraag:
    uitvraag.afgesloten_op, uitvraag.versie = moment, opgeslagen.versie + 1
    uitvraag.validate_constraints()
    with pghistory.context(door=by):
        uitvraag.save(update_fields=["afgesloten_op", "versie"])
    return uitvraag


@transaction.atomic
def verwijder_uitvraag(*, uitvraag: Uitvraag, by: str, verwachte_versie: int | None = None) -> None:
    """Only before it opens: after that gemeenten have been asked, and it can be ended."""
    opgeslagen = _neem_uitvraag(uitvraag, verwachte_versie)
    if opgeslagen.is_geopend:
        raise ValidationError("De uitvraag is al open. Sluit haar af als ze niet doorgaat.")
    with pghistory.context(door=by):
        opgeslagen.aanleveringen.all().delete()
        opgeslagen.delete()


# What a gemeente delivers


@transaction.atomic
def bewaar_werk(
    *,
    aanlevering: Aanlevering,
    by: str,
    bericht: str = "",
    antwoorden: Mapping[int, Antwoord] | None = None,
    verwachte_versie: int | None = None,
) -> Aanlevering:
    """Keeps the message and the answers to remarks without delivering; who had not begun has begun now."""
    nu = _neem(aanlevering, verwachte_versie)
    _eis_open(nu)
    if nu.status in (S.GELEVERD, S.GEACCEPTEERD):
        raise ValidationError(weigering(nu.status, S.BEZIG, Kant.GEMEENTE))
    nu.bericht = _schoon(bericht)
    if nu.status == S.NIET_BEGONNEN:
        nu.status = S.BEZIG
    _beantwoord(nu, antwoorden or {}, by)
    return _bewaar(aanlevering, nu, by)


@transaction.atomic
def lever_aan(
    *,
    aanlevering: Aanlevering,
    by: str,
    leveraar: Gebruiker | None = None,
    niets_gewijzigd: bool = False,
    bericht: str = "",
    antwoorden: Mapping[int, Antwoord] | None = None,
    verwachte_versie: int | None = None,
) -> Aanlevering:
    """Delivers the plans of the gemeente as they stand; concepts stay behind.

    Raises ValidationError when the status does not allow it, when remarks of the provincie have no answer yet, and
    when 'niets gewijzigd' is said while plans were changed; VersieConflict.
    """
    nu = _neem(aanlevering, verwachte_versie)
    _zet_status(nu, S.GELEVERD, Kant.GEMEENTE)
    _beantwoord(nu, antwoorden or {}, by)
    _eis_antwoord(nu)
    if niets_gewijzigd:
        _eis_ongewijzigd(nu)
    nu.niets_gewijzigd, nu.bericht = niets_gewijzigd, _schoon(bericht)
    nu.geleverd_op, nu.geleverd_door, nu.leveraar = timezone.now(), by[:300], leveraar
    _bewaar(aanlevering, nu, by)
    if nu.is_correctie:
        mail_correctie(nu)
    return aanlevering


@transaction.atomic
def neem_terug(*, aanlevering: Aanlevering, by: str, verwachte_versie: int | None = None) -> Aanlevering:
    """The gemeente takes her delivery back, as long as the provincie has not judged it."""
    nu = _neem(aanlevering, verwachte_versie)
    if nu.status != S.GELEVERD:
        raise ValidationError("Er is geen levering om terug te nemen: de provincie heeft al besloten, of wacht nog.")
    _zet_status(nu, S.BEZIG, Kant.GEMEENTE)
    return _bewaar(aanlevering, nu, by)


@transaction.atomic
def vraag_correctie(
    *, aanlevering: Aanlevering, reden: str, by: str, verwachte_versie: int | None = None
) -> Aanlevering:
    """Begins a correction of what was accepted; what was accepted stands until the new version is.

    Also after the uitvraag was ended: a mistake is seen when it is seen. Raises ValidationError without a reason.
    """
    nu = _neem(aanlevering, verwachte_versie)
    reden = _schoon(reden)
    if not reden:
        raise ValidationError({"reden": "Schrijf wat er niet klopt en waarom. Dat staat later bij de nieuwe versie."})
    if nu.status != S.GEACCEPTEERD:
        raise ValidationError("Alleen wat geaccepteerd is, heeft een correctie nodig. Pas de plannen gewoon aan.")
    nu.correctie_reden = reden
    _zet_status(nu, S.BEZIG, Kant.GEMEENTE)
    return _bewaar(aanlevering, nu, by)


@transaction.atomic
def trek_correctie_in(*, aanlevering: Aanlevering, by: str, verwachte_versie: int | None = None) -> Aanlevering:
    """Drops a correction: what was accepted before stands."""
    nu = _neem(aanlevering, verwachte_versie)
    _zet_status(nu, S.GEACCEPTEERD, Kant.GEMEENTE)
    # What the provincie said of the correction is history too: it is not about what stands now.
    nu.correctie_reden = nu.besluit = ""
    return _bewaar(aanlevering, nu, by)


# What the provincie says of it


@transaction.atomic
def accepteer(
    *, aanlevering: Aanlevering, by: str, besluit: str = "", verwachte_versie: int | None = None
) -> Peilstand:
    """Accepts a delivery and freezes how the gemeente stands: from now on nothing changes that any more.

    Of a correction the reason goes along into the new version. Raises ValidationError; VersieConflict.
    """
    nu = _neem(aanlevering, verwachte_versie)
    _zet_status(nu, S.GEACCEPTEERD, Kant.PROVINCIE)
    besluit = _schoon(besluit)
    peilstand = stel_vast(
        gemeente=nu.gemeente,
        peildatum=nu.uitvraag.peildatum,
        by=by,
        aanlevering=nu,
        reden=nu.correctie_reden or besluit,
    )
    nu.correctie_reden = ""
    _besluit(nu, besluit, by)
    _bewaar(aanlevering, nu, by)
    mail_besluit(nu, "uitvraag-geaccepteerd", peilstand=peilstand)
    return peilstand


def accepteer_meer(*, gekozen: Iterable[tuple[Aanlevering, int]], by: str) -> tuple[list[str], list[str]]:
    """Accepts each for itself: (gemeenten that were, messages about those that were not)."""
    goed, fouten = [], []
    for aanlevering, versie in gekozen:
        naam = aanlevering.gemeente.naam
        try:
            accepteer(aanlevering=aanlevering, by=by, verwachte_versie=versie)
        except VersieConflict:
            fouten.append(f"{naam}: deze levering is intussen gewijzigd. Bekijk haar eerst opnieuw.")
        except ValidationError as fout:
            fouten += [f"{naam}: {melding}" for melding in fout.messages]
        else:
            goed.append(naam)
    return goed, fouten


@transaction.atomic
def geef_terug(
    *,
    aanlevering: Aanlevering,
    by: str,
    besluit: str = "",
    opmerkingen: Iterable[Opmerking] = (),
    verwachte_versie: int | None = None,
) -> Aanlevering:
    """Sends a delivery back with remarks, on plans or in general. Raises ValidationError when it says nothing."""
    nu = _neem(aanlevering, verwachte_versie)
    _zet_status(nu, S.TERUGGEGEVEN, Kant.PROVINCIE)
    besluit = _schoon(besluit)
    rijen = [_opmerking(nu, o, by) for o in opmerkingen if _schoon(o.tekst)]
    if not besluit and not rijen:
        raise ValidationError("Schrijf wat de gemeente moet aanpassen: in het bericht, of bij een plan.")
    with pghistory.context(door=by):
        Aanleveropmerking.objects.bulk_create(rijen)
    _besluit(nu, besluit, by)
    _bewaar(aanlevering, nu, by)
    mail_besluit(nu, "uitvraag-terug", opmerkingen=rijen)
    return aanlevering


def _besluit(nu: Aanlevering, besluit: str, by: str) -> None:
    nu.besluit, nu.besloten_op, nu.besloten_door = besluit, timezone.now(), by[:300]


def _opmerking(nu: Aanlevering, opmerking: Opmerking, by: str) -> Aanleveropmerking:
    plan = opmerking.plan
    if plan and plan.gemeente_id != nu.gemeente_id:
        raise ValidationError(f"Het plan '{plan}' ligt niet in {nu.gemeente}.")
    return Aanleveropmerking(
        aanlevering=nu, plan=plan, plannaam=plan.plannaam if plan else "", tekst=_schoon(opmerking.tekst), door=by[:300]
    )


# Shared


def _wacht_op_provincie(uitvraag: Uitvraag) -> None:
    """Two who open an uitvraag of one provincie at once wait here, so that the second reads in words what is wrong."""
    Provincie.objects.select_for_update(no_key=True).filter(pk=uitvraag.provincie_id).first()


def _neem_uitvraag(uitvraag: Uitvraag, verwacht: int | None) -> Uitvraag:
    """The stored row, locked. Raises VersieConflict when it is not the one that was opened."""
    opgeslagen = Uitvraag.objects.select_for_update(no_key=True).get(pk=uitvraag.pk)
    if verwacht not in (None, opgeslagen.versie):
        raise VersieConflict
    return opgeslagen


def _neem(aanlevering: Aanlevering, verwacht: int | None) -> Aanlevering:
    """The stored row, locked; its uitvraag first, as when that is ended: who comes at once waits, and none deadlock."""
    Uitvraag.objects.select_for_update(no_key=True).get(pk=aanlevering.uitvraag_id)
    rijen = Aanlevering.objects.select_for_update(no_key=True, of=("self",))
    nu = rijen.select_related("uitvraag__provincie", "gemeente", "leveraar").get(pk=aanlevering.pk)
    if verwacht not in (None, nu.versie):
        raise VersieConflict
    return nu


def _eis_open(nu: Aanlevering) -> None:
    """A gemeente writes while the uitvraag is open; a correction goes on after that."""
    if nu.is_correctie or nu.uitvraag.is_open:
        return
    if nu.uitvraag.afgesloten_op:
        raise ValidationError("De provincie heeft deze uitvraag afgesloten. Neem contact op met de provincie.")
    raise ValidationError(f"Deze uitvraag opent op {nu.uitvraag.opent:%d-%m-%Y}.")


def _zet_status(nu: Aanlevering, naar: str, kant: Kant) -> None:
    if kant == Kant.GEMEENTE:
        _eis_open(nu)
    if not mag(nu.status, naar, kant, correctie=nu.is_correctie):
        raise ValidationError(weigering(nu.status, naar, kant))
    nu.status = naar


def _bewaar(aanlevering: Aanlevering, nu: Aanlevering, by: str) -> Aanlevering:
    """Writes `nu`, and lets the row of the caller say the same."""
    nu.versie += 1
    nu.full_clean(validate_unique=False)
    with pghistory.context(door=by):
        nu.save()
    for veld in Aanlevering._meta.concrete_fields:
        setattr(aanlevering, veld.attname, getattr(nu, veld.attname))
    return aanlevering


def _schoon(tekst: str) -> str:
    return tekst.replace("\0", "").strip()


def _beantwoord(nu: Aanlevering, antwoorden: Mapping[int, Antwoord], by: str) -> None:
    """Writes only what changed; a remark that is no longer ticked is open again."""
    with pghistory.context(door=by):
        for opmerking in nu.opmerkingen.filter(pk__in=antwoorden):
            antwoord = antwoorden[opmerking.pk]
            was = (opmerking.antwoord, opmerking.opgelost_op is not None)
            if was == (_schoon(antwoord.tekst), antwoord.opgelost):
                continue
            opmerking.antwoord = _schoon(antwoord.tekst)
            if antwoord.opgelost != was[1]:
                opmerking.opgelost_op = timezone.now() if antwoord.opgelost else None
                opmerking.opgelost_door = by[:300] if antwoord.opgelost else ""
            opmerking.save()


def _eis_antwoord(nu: Aanlevering) -> None:
    """What the provincie asked gets an answer; that it is not solved may be one."""
    stil = [o.plannaam or "in het algemeen" for o in nu.opmerkingen.filter(opgelost_op__isnull=True, antwoord="")]
    if stil:
        raise ValidationError(
            f"Er staan nog opmerkingen van de provincie zonder antwoord ({_opsomming(stil)}). "
            "Vink ze af, of schrijf wat u deed."
        )


def _eis_ongewijzigd(nu: Aanlevering) -> None:
    if nu.is_correctie:
        raise ValidationError("U geeft een correctie door. Kies 'Lever aan'.")
    stand = vorige_stand(nu)
    gewijzigd = namen_gewijzigd(nu.gemeente_id, stand.sinds)
    if gewijzigd:
        raise ValidationError(
            f"Sinds {stand.tekst} is er wel iets gewijzigd: {_opsomming(gewijzigd)}. Kies daarom 'Lever aan'."
        )


def _opsomming(namen: list[str], hoogstens: int = 3) -> str:
    rest = " en andere" if len(namen) > hoogstens else ""
    return ", ".join(namen[:hoogstens]) + rest
