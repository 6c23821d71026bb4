"""Every write to partners, their commitment and voorstellen. `by` is the name that the history shows."""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

import pghistory
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from programmering.plannen.actions import VersieConflict, bewaar_plan
from programmering.plannen.lijsten import Invoerstatus
from programmering.plannen.models import Plan
from programmering.plots.actions import als_capaciteit, bewaar_plot
from programmering.plots.lijsten import LOPEND
from programmering.plots.models import WONINGTYPEN, Plot
from programmering.plots.regels import Capaciteit
from woonzorg.organisaties.models import Organisatie
from woonzorg.post.actions import stuur

from .lijsten import Voorstelsoort, Voorstelstatus
from .models import Commitment, Plotpartner, Voorstel, Voorstelregel
from .selectors import indieners, onderwerp_zichtbaar, ontvangers
from .velden import velden_van

NIET_LOPEND = "Deze plot is vervallen of verlopen. Er komen nu geen partners bij."
# The one thing to decide about interest: may this organisation join.
INTERESSE = "interesse"


class AlBesloten(Exception):
    """Somebody else decided, or the sender withdrew. Nothing has been written; `args[0]` is the voorstel."""


@transaction.atomic
def voeg_partner_toe(
    *,
    plot: Plot,
    rol: str,
    naam: str,
    organisatie: Organisatie | None = None,
    contact: str = "",
    van: datetime.date | None = None,
    by: str,
) -> Plotpartner:
    """Adds a partner without any commitment. `naam` may be empty for an organisation: then it is its own."""
    # Two people who add the same partner at once wait for each other here.
    if Plot.objects.select_for_update().get(pk=plot.pk).status not in LOPEND:
        raise ValidationError(NIET_LOPEND)
    if organisatie and plot.partners.lopend().filter(rol=rol, organisatie=organisatie).exists():
        raise ValidationError(f"{organisatie} heeft deze rol al op deze plot.")
    partner = Plotpartner(
        plot=plot,
        rol=rol,
        organisatie=organisatie,
        naam=naam.strip() or (organisatie.naam if organisatie else ""),
        contact=contact.strip(),
        van=van or timezone.localdate(),
    )
    if not partner.naam:
        raise ValidationError({"naam": "Kies een organisatie, of vul de naam van de partner in."})
    if partner.van > timezone.localdate():
        raise ValidationError({"van": "Deze dag ligt in de toekomst. Kies vandaag of een dag ervoor."})
    partner.full_clean()
    with pghistory.context(door=by):
        partner.save()
    return partner


@transaction.atomic
def beeindig_partner(*, partner: Plotpartner, datum: datetime.date, by: str) -> Plotpartner:
    """From `datum` on the role is empty again; what was committed stays in the history of the partner."""
    opgeslagen = Plotpartner.objects.select_for_update().get(pk=partner.pk)
    if opgeslagen.tot:
        raise ValidationError("Deze partner is al vertrokken.")
    if datum > timezone.localdate():
        raise ValidationError({"tot": "Deze dag ligt in de toekomst. Kies vandaag of een dag ervoor."})
    if datum < opgeslagen.van:
        raise ValidationError({"tot": "De partner was er toen nog niet. Kies een latere dag."})
    partner.tot = opgeslagen.tot = datum
    with pghistory.context(door=by):
        opgeslagen.save(update_fields=["tot"])
    return opgeslagen


def _lopende_partner(partner: Plotpartner) -> None:
    if Plotpartner.objects.select_for_update().get(pk=partner.pk).tot:
        raise ValidationError("Deze partner is vertrokken; er valt niets meer vast te leggen.")


@transaction.atomic
def zet_commitment(*, partner: Plotpartner, niveau: str, datum: datetime.date, toelichting: str, by: str) -> Commitment:
    """Lays down that the partner said yes on this level; replaces what stood there."""
    _lopende_partner(partner)
    if datum > timezone.localdate():
        raise ValidationError({"datum": "Deze dag ligt in de toekomst. Leg vast wat al is toegezegd."})
    commitment = partner.commitments.filter(niveau=niveau).first() or Commitment(partner=partner, niveau=niveau)
    commitment.datum, commitment.toelichting = datum, toelichting.strip()
    commitment.full_clean()
    with pghistory.context(door=by):
        commitment.save()
    return commitment


@transaction.atomic
def haal_commitment_weg(*, partner: Plotpartner, niveau: str, by: str) -> bool:
    """Takes a commitment back; False when there was none."""
    _lopende_partner(partner)
    with pghistory.context(door=by):
        aantal, _ = partner.commitments.filter(niveau=niveau).delete()
    return bool(aantal)


@dataclass(frozen=True)
class Wijziging:
    """One field of a new proposal. `oud` is '' where the sender may not read what is stored."""

    veld: str
    oud: str
    nieuw: str


@transaction.atomic
def dien_in(*, voorstel: Voorstel, regels: Iterable[Wijziging], by: str) -> Voorstel:
    """Sends interest (without regels) or a proposal to the gemeente, with one mail to each who should hear of it."""
    regels = list(regels)
    onderwerp = type(voorstel.onderwerp).objects.select_for_update(of=("self",)).get(pk=voorstel.onderwerp.pk)
    if isinstance(onderwerp, Plot) and onderwerp.status not in LOPEND:
        raise ValidationError(NIET_LOPEND)
    if voorstel.soort == Voorstelsoort.INTERESSE:
        _toets_interesse(voorstel, onderwerp)
    else:
        _toets_voorstel(voorstel, onderwerp, regels)
    voorstel.status, voorstel.door_naam = Voorstelstatus.OPEN, by
    voorstel.full_clean()
    with pghistory.context(door=by):
        voorstel.save()
        Voorstelregel.objects.bulk_create(
            [Voorstelregel(voorstel=voorstel, veld=r.veld, oud=r.oud, nieuw=r.nieuw) for r in regels]
        )
    _mail_gemeente(voorstel)
    return voorstel


def _toets_interesse(voorstel: Voorstel, plot: Plot) -> None:
    if plot.partners.lopend().filter(rol=voorstel.rol, organisatie=voorstel.organisatie).exists():
        raise ValidationError({"rol": "Uw organisatie heeft deze rol al op deze plot."})


def _toets_voorstel(voorstel: Voorstel, onderwerp: Plot | Plan, regels: list[Wijziging]) -> None:
    if not regels:
        raise ValidationError("U hebt nog niets gewijzigd. Pas minstens één veld aan.")
    onbekend = {r.veld for r in regels} - velden_van(onderwerp).keys()
    if onbekend:
        raise ValidationError(f"Op dit veld kan geen voorstel: {', '.join(sorted(onbekend))}.")
    if onderwerp.voorstellen.open().filter(soort=voorstel.soort, organisatie=voorstel.organisatie).exists():
        raise ValidationError(
            "Van uw organisatie wacht hier al een voorstel op antwoord. Trek dat eerst in als u iets anders wilt."
        )


def _mail_gemeente(voorstel: Voorstel) -> None:
    for ontvanger in ontvangers(voorstel):
        stuur(
            sjabloon="voorstel-nieuw",
            aan=ontvanger.email,
            context=_mailcontext(voorstel, ontvanger),
            sleutel=f"voorstel-{voorstel.pk}-nieuw-{ontvanger.pk}",
        )


def _mailcontext(voorstel: Voorstel, ontvanger) -> dict:
    """Only what everyone on both sides may read: no contacts, no notes, no stored values of the other side."""
    velden = velden_van(voorstel.onderwerp)
    regels = [(velden[r.veld].titel, velden[r.veld].toon(r.nieuw), r) for r in voorstel.regels.order_by("pk")]
    return {
        "naam": ontvanger.naam,
        "voorstel": voorstel,
        "organisatie": voorstel.organisatie.naam,
        "rol": voorstel.get_rol_display(),
        "gemeente": voorstel.onderwerp.gemeente.naam,
        "soort": "plot" if voorstel.plot_id else "plan",
        # Made confidential since: the sender knows of which gemeente it was, no more.
        "onderwerp": str(voorstel.onderwerp) if onderwerp_zichtbaar(ontvanger, voorstel) else "",
        "regels": [{"titel": t, "nieuw": n, "aangenomen": r.aangenomen, "reden": r.reden} for t, n, r in regels],
        "pad": reverse("voorstel", args=[voorstel.pk]),
    }


def _vergrendel_open(voorstel: Voorstel) -> Voorstel:
    opgeslagen = Voorstel.objects.select_for_update(of=("self",)).get(pk=voorstel.pk)
    if opgeslagen.status != Voorstelstatus.OPEN:
        raise AlBesloten(opgeslagen)
    return opgeslagen


@transaction.atomic
def trek_in(*, voorstel: Voorstel, by: str) -> Voorstel:
    """The sender takes it back. Raises AlBesloten when the gemeente was first."""
    opgeslagen = _vergrendel_open(voorstel)
    opgeslagen.status = Voorstelstatus.INGETROKKEN
    _sluit(opgeslagen, by)
    return opgeslagen


def _sluit(voorstel: Voorstel, by: str) -> None:
    voorstel.besloten_op, voorstel.besloten_door = timezone.now(), by
    with pghistory.context(door=by):
        voorstel.save(update_fields=["status", "reden", "besloten_op", "besloten_door"])


@dataclass(frozen=True)
class Besluit:
    """What the gemeente says of one field, or of the interest as a whole."""

    aangenomen: bool
    reden: str = ""


@transaction.atomic
def besluit(
    *,
    voorstel: Voorstel,
    besluiten: Mapping[str, Besluit],
    reden: str,
    by: str,
    verwachte_versie: int | None = None,
) -> Voorstel:
    """Decides on every field at once and writes what is accepted through the action of the plot or plan itself.

    `besluiten` by field, or under INTERESSE. Raises AlBesloten; VersieConflict when the plot or plan is not the one
    that was looked at; ValidationError when a reason lacks, or when the plot or plan cannot be saved like this.
    """
    opgeslagen = _vergrendel_open(voorstel)
    reden = reden.strip()
    regels = list(opgeslagen.regels.all())
    _eis_compleet(opgeslagen, regels, besluiten, reden)
    if opgeslagen.soort == Voorstelsoort.INTERESSE:
        if besluiten[INTERESSE].aangenomen:
            _neem_op_als_partner(opgeslagen, by)
    else:
        aangenomen = {r.veld: r.nieuw for r in regels if besluiten[r.veld].aangenomen}
        _voer_door(opgeslagen, aangenomen, by, verwachte_versie)
    with pghistory.context(door=by):
        for regel in regels:
            regel.aangenomen = besluiten[regel.veld].aangenomen
            regel.reden = besluiten[regel.veld].reden.strip()
            regel.full_clean(exclude=["voorstel"], validate_constraints=False)
            regel.save(update_fields=["aangenomen", "reden"])
    opgeslagen.reden = reden or (besluiten[INTERESSE].reden.strip() if INTERESSE in besluiten else "")
    opgeslagen.status = _uitkomst([b.aangenomen for b in besluiten.values()])
    _sluit(opgeslagen, by)
    _mail_indiener(opgeslagen)
    return opgeslagen


def _eis_compleet(voorstel: Voorstel, regels: list[Voorstelregel], besluiten: Mapping[str, Besluit], reden: str):
    gevraagd = {r.veld for r in regels} or {INTERESSE}
    if set(besluiten) != gevraagd:
        raise ValidationError("Kies bij elk veld of u het aanneemt of afwijst.")
    if not reden and any(not b.aangenomen and not b.reden.strip() for b in besluiten.values()):
        raise ValidationError("Wat u afwijst heeft een reden nodig: bij het veld zelf, of onderaan voor alles samen.")


def _uitkomst(aangenomen: list[bool]) -> str:
    if all(aangenomen):
        return Voorstelstatus.AANGENOMEN
    return Voorstelstatus.DEELS if any(aangenomen) else Voorstelstatus.AFGEWEZEN


def _neem_op_als_partner(voorstel: Voorstel, by: str) -> None:
    """Interest is no commitment: the partner gets its role, and says yes on a level later."""
    plot, organisatie = voorstel.plot, voorstel.organisatie
    if plot.partners.lopend().filter(rol=voorstel.rol, organisatie=organisatie).exists():
        return  # was added by hand in the meantime
    op_naam = plot.partners.lopend().filter(rol=voorstel.rol, organisatie=None, naam=organisatie.naam).first()
    if op_naam:  # known by name, and now with an account
        op_naam.organisatie = organisatie
        with pghistory.context(door=by):
            op_naam.save(update_fields=["organisatie"])
        return
    contact = f"{voorstel.door.naam}, {voorstel.door.email}" if voorstel.door else ""
    voeg_partner_toe(
        plot=plot, rol=voorstel.rol, naam=organisatie.naam, organisatie=organisatie, contact=contact[:200], by=by
    )


def _voer_door(voorstel: Voorstel, waarden: dict[str, str], by: str, verwachte_versie: int | None) -> None:
    soort = type(voorstel.onderwerp)
    onderwerp = soort.objects.select_for_update(of=("self",)).get(pk=voorstel.onderwerp.pk)
    if verwachte_versie is not None and onderwerp.versie != verwachte_versie:
        raise VersieConflict
    if not waarden:
        return
    if isinstance(onderwerp, Plan):
        for veld, waarde in waarden.items():
            setattr(onderwerp, veld, waarde)
        bewaar_plan(plan=onderwerp, regels=None, gereed=onderwerp.invoerstatus == Invoerstatus.GEREED, by=by)
    else:
        onderwerp.adres = waarden.get("adres", onderwerp.adres)
        bewaar_plot(plot=onderwerp, regels=_capaciteit(onderwerp, waarden), by=by)


def _capaciteit(plot: Plot, waarden: dict[str, str]) -> list[Capaciteit] | None:
    """The capacity of a plot with the accepted numbers in it; None when they leave it as it is."""
    if not any(veld.startswith(("aantal_", "jaar_")) for veld in waarden):
        return None
    nu = {c.woningtype: c for c in als_capaciteit(plot)}
    nieuw = []
    for slug, naam in WONINGTYPEN:
        oud = nu.get(slug, Capaciteit(slug, 0))
        c = replace(
            oud,
            aantal=int(waarden.get(f"aantal_{slug}", oud.aantal)),
            jaar=int(waarden.get(f"jaar_{slug}", oud.jaar)),
        )
        if f"jaar_{slug}" in waarden and not c.aantal and c.jaar:
            raise ValidationError(
                f"{naam} heeft een jaar maar geen woningen. Neem het aantal ook aan, of geen van beide."
            )
        nieuw.append(c)
    return nieuw


def _mail_indiener(voorstel: Voorstel) -> None:
    for ontvanger in indieners(voorstel):
        stuur(
            sjabloon="voorstel-besluit",
            aan=ontvanger.email,
            context=_mailcontext(voorstel, ontvanger),
            sleutel=f"voorstel-{voorstel.pk}-besluit-{ontvanger.pk}",
        )
