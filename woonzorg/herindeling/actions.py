"""Preparing a herindeling, trying it, and carrying it out. A trial is the real thing, taken back: it cannot differ."""

from collections import defaultdict
from dataclasses import asdict

import pghistory
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils import timezone

from programmering.opgaven.models import Opgaveperiode
from programmering.voortgang.bereken import werk_bij
from programmering.voortgang.models import Markering
from woonzorg.gebieden import actions as gebieden
from woonzorg.gebieden.imports import Grenzenbestand
from woonzorg.gebieden.models import Gemeente, Opvolging
from woonzorg.gebieden.soorten import LAND
from woonzorg.organisaties.log import log
from woonzorg.organisaties.models import Logregel
from woonzorg.sql import voer_uit as voer_sql_uit

from .aanleveringen import verhuis_aanleveringen
from .controle import Partijen, eis_dag, eis_uitvoerbaar
from .kerncijfers import tel_op
from .lijsten import Status
from .models import Herindeling
from .opgaven import verhuis_opgaven
from .plaatsing import Toewijzing, beslissende_grenzen, plaats
from .sommen import lees_stand, naast_elkaar, verschillen
from .toegang import verruim
from .verhuizing import OP_SLEUTEL, SOORTEN, verhuis


class _Terug(Exception):
    """Ends a trial: everything it did is taken back."""

    def __init__(self, verslag: dict):
        self.verslag = verslag


# --- Preparing -------------------------------------------------------------------------------------------------


def pas_aan_opvolgers_aan(herindeling: Herindeling) -> None:
    """After other successors were filled in: what was chosen before goes only to those that are left."""
    naar = herindeling.naar
    if herindeling.standaard not in naar:
        herindeling.standaard = naar[0] if herindeling.is_splitsing else ""
    herindeling.keuzes = {wat: code for wat, code in herindeling.keuzes.items() if code in naar}
    herindeling.gewichten = {code: getal for code, getal in herindeling.gewichten.items() if code in naar}
    if herindeling.toegang:
        herindeling.toegang = [code for code in herindeling.toegang if code in naar] or None


@transaction.atomic
def bewaar(*, herindeling: Herindeling, by: str) -> Herindeling:
    """Keeps what is prepared; the report of an earlier trial no longer says what would happen.

    Raises ValidationError for one that has been carried out, and for gemeenten that cannot do this.
    """
    _eis_voorbereid(herindeling)
    eis_uitvoerbaar(herindeling)
    herindeling.door = herindeling.door or by[:300]
    herindeling.verslag, herindeling.beproefd_op = {}, None
    herindeling.full_clean()
    with pghistory.context(door=by):
        herindeling.save()
        herindeling.grenzen.exclude(code__in=herindeling.naar).delete()
    return herindeling


@transaction.atomic
def bewaar_grenzen(*, herindeling: Herindeling, bestand: Grenzenbestand) -> list[str]:
    """Keeps the official boundaries of the successors from a file; gives their codes. ValidationError without any."""
    _eis_voorbereid(herindeling)
    nodig = set(herindeling.naar)
    bruikbaar = [grens for grens in bestand.grenzen if grens.code in nodig]
    if not bruikbaar:
        raise ValidationError(
            f"In het bestand staat geen grens van een opvolger ({', '.join(sorted(nodig))}). Er is niets bewaard."
        )
    voer_sql_uit(
        "gebieden/officieel",
        {
            "codes": [grens.code for grens in bruikbaar],
            "wkb": [grens.wkb for grens in bruikbaar],
            "srid": bestand.stelsel.srid,
        },
    )
    voer_sql_uit("herindeling/bewaar_grenzen", {"herindeling": herindeling.pk, "codes": sorted(nodig)})
    return sorted({grens.code for grens in bruikbaar})


@transaction.atomic
def gooi_weg(*, herindeling: Herindeling, by: str) -> None:
    """Only what was not carried out: the rest is history."""
    _eis_voorbereid(herindeling)
    with pghistory.context(door=by):
        herindeling.delete()


def _eis_voorbereid(herindeling: Herindeling) -> None:
    stand = Herindeling.objects.select_for_update().filter(pk=herindeling.pk).first() if herindeling.pk else None
    if stand and stand.is_uitgevoerd:
        dag = timezone.localtime(stand.uitgevoerd_op)
        raise ValidationError(
            f"Deze herindeling is al uitgevoerd, op {dag:%d-%m-%Y} om {dag:%H:%M} door {stand.uitgevoerd_door}. Er is "
            "niets gewijzigd."
        )


# --- Trying and doing ------------------------------------------------------------------------------------------


def proef(*, herindeling: Herindeling, by: str) -> dict:
    """What carrying it out would do now, figures included; nothing is written but this report on a kept herindeling.

    Also before its day. Raises ValidationError as `voer_uit` does.
    """
    try:
        with transaction.atomic(), pghistory.context(door=by):
            _eis_voorbereid(herindeling)
            raise _Terug(_doe(herindeling, by))
    except _Terug as terug:
        verslag = terug.verslag
    if herindeling.pk:
        herindeling.verslag, herindeling.beproefd_op = verslag, timezone.now()
        Herindeling.objects.filter(pk=herindeling.pk).update(verslag=verslag, beproefd_op=herindeling.beproefd_op)
    return verslag


@transaction.atomic
def voer_uit(*, herindeling: Herindeling, by: str, request=None) -> dict:
    """Carries it out, all or nothing, and brings the figures up to date in the same transaction.

    Raises ValidationError before its day, when it has been done already, when a gemeente it is about has ended, and
    when a sum would not hold; then nothing has changed.
    """
    voer_sql_uit("herindeling/slot")
    eis_dag(herindeling)
    _eis_voorbereid(herindeling)
    with pghistory.context(door=by, herindeling=str(herindeling)):
        verslag = _doe(herindeling, by)
        herindeling.status, herindeling.verslag = Status.UITGEVOERD, verslag
        herindeling.uitgevoerd_op, herindeling.uitgevoerd_door = timezone.now(), by[:300]
        herindeling.save()
    log(Logregel.Handeling.HERINDELING, request=request, wie="" if request else by, wat=verslag["titel"])
    return verslag


def _doe(herindeling: Herindeling, by: str) -> dict:
    voer_sql_uit("herindeling/slot")
    gebieden.wacht_op_beurt()
    partijen = eis_uitvoerbaar(herindeling)
    alle = [*partijen.van, *partijen.bestaand]
    # One writer of an opgave at a time, as everywhere.
    list(Opgaveperiode.objects.select_for_update(no_key=True).order_by("pk"))
    # Against another that would move or end them meanwhile; plans may go on being saved.
    list(Gemeente.objects.select_for_update(no_key=True).filter(pk__in=[g.pk for g in alle]).order_by("pk"))
    _ververs_cijfers(alle)
    voor = lees_stand()
    naar, nieuw = _richt_in(herindeling, partijen)
    toewijzingen = plaats(herindeling, partijen.van[0]) if herindeling.is_splitsing else []
    verslag = {
        "titel": _titel(partijen.van, naar),
        "meldingen": _elders(partijen.van, nieuw),
        "toewijzingen": _als_rijen(toewijzingen, naar),
    }
    verslag |= _verhuis_alles(partijen.van, naar, toewijzingen)
    stappen = {
        "opgaven": verhuis_opgaven(herindeling, partijen.van, naar, by),
        "kerncijfers": _kerncijfers(herindeling, partijen, naar),
        "aanleveringen": verhuis_aanleveringen(herindeling, partijen.van, naar),
        "toegang": verruim(partijen.van, naar, nieuw=nieuw, toegang=_toegang(herindeling)),
        "grenzen": _grenzen(herindeling, partijen, naar),
    }
    for naam, (gedaan, meldingen) in stappen.items():
        verslag[naam] = gedaan
        verslag["meldingen"] += meldingen
    _eis_leeg(partijen.van)
    _toets_nu()
    werk_bij()
    na = lees_stand()
    if fout := verschillen(voor, na):
        raise ValidationError([*fout, "De herindeling is niet uitgevoerd. Meld dit aan de beheerder van het portaal."])
    verslag["gemeenten"] = {g.code: g.naam for g in [*partijen.van, *naar]}
    verslag["sommen"] = naast_elkaar(_gebieden(partijen.van, naar), voor, na)
    return verslag


def _ververs_cijfers(gemeenten: list[Gemeente]) -> None:
    """So that before and after differ by the herindeling only, not by what the day itself changed (reservations)."""
    nu = timezone.now()
    Markering.objects.bulk_create([Markering(gemeente_id=g.pk, plan_id=None, sinds=nu) for g in gemeenten])
    werk_bij()


def _richt_in(herindeling: Herindeling, partijen: Partijen) -> tuple[list[Gemeente], list[Gemeente]]:
    """Ends the old gemeenten and makes the new; gives all successors, and those that are new."""
    nieuw = [
        Gemeente(
            code=n["code"],
            naam=n["naam"].strip(),
            provincie_id=n["provincie"],
            woondealregio_id=n["woondealregio"],
            woondealregio_zekerheid=Gemeente.Zekerheid.HOOG,
            woondealregio_herkomst=Gemeente.Indeling.OPGEGEVEN,
            corop_code=n.get("corop_code", ""),
            corop_naam=n.get("corop_naam", ""),
            geldig_van=herindeling.datum,
        )
        for n in herindeling.nieuw
    ]
    for gemeente in nieuw:
        gemeente.full_clean()
        gemeente.save()
    for gemeente in partijen.van:
        gemeente.geldig_tot = herindeling.datum
        gemeente.save(update_fields=["geldig_tot"])
    naar = [*partijen.bestaand, *nieuw]
    Opvolging.objects.bulk_create(
        [Opvolging(van=van, naar=gemeente, datum=herindeling.datum) for van in partijen.van for gemeente in naar]
    )
    return naar, nieuw


def _elders(van: list[Gemeente], nieuw: list[Gemeente]) -> list[str]:
    """A new gemeente in a provincie or regio where none of the old ones was: it may be, and it may be a slip."""
    meldingen = []
    for gemeente in nieuw:
        for soort in ("provincie", "woondealregio"):
            vroeger = {getattr(g, soort).naam for g in van}
            if getattr(gemeente, soort).naam not in vroeger:
                meldingen.append(
                    f"{gemeente.naam} komt in {soort} {getattr(gemeente, soort)}; daarvoor was dat "
                    f"{' en '.join(sorted(vroeger))}. Klopt dat?"
                )
    return meldingen


def _titel(van: list[Gemeente], naar: list[Gemeente]) -> str:
    return f"{' en '.join(g.naam for g in van)} → {' en '.join(g.naam for g in naar)}"


def _als_rijen(toewijzingen: list[Toewijzing], naar: list[Gemeente]) -> list[dict]:
    namen = {gemeente.code: gemeente.naam for gemeente in naar}
    zichtbaar = [t for t in toewijzingen if OP_SLEUTEL[t.soort].kiesbaar]
    return [{"soort": t.soort, "naam": t.naam, "naar": namen[t.naar], "waarom": t.waarom} for t in zichtbaar]


def _verhuis_alles(van: list[Gemeente], naar: list[Gemeente], toewijzingen: list[Toewijzing]) -> dict:
    per_doel: dict[tuple[str, str], list[int]] = defaultdict(list)
    for toewijzing in toewijzingen:
        per_doel[toewijzing.soort, toewijzing.naar].append(toewijzing.pk)
    aantallen, namen = [], []
    for soort in SOORTEN:
        per_gemeente = []
        for gemeente in naar:
            pks = per_doel[soort.sleutel, gemeente.code] if len(naar) > 1 else None
            aantal, hernoemd = verhuis(soort, van, gemeente, pks)
            per_gemeente.append({"naar": gemeente.naam, "aantal": aantal})
            namen += [asdict(h) for h in hernoemd]
        aantallen.append({"soort": soort.meervoud, "per_gemeente": per_gemeente})
    return {"aantallen": aantallen, "namen": namen}


def _kerncijfers(herindeling: Herindeling, partijen: Partijen, naar: list[Gemeente]) -> tuple[list[dict], list[str]]:
    if not herindeling.is_splitsing:
        return tel_op(partijen.van, naar[0], groeit=bool(partijen.bestaand))
    namen = ", ".join(g.naam for g in naar)
    return [], [
        f"Kerncijfers van {namen} zijn niet te maken uit die van {partijen.van[0]}: laad ze als ze voor de nieuwe "
        "indeling zijn gepubliceerd. Wat er van een bestaande gemeente staat, is van voor de herindeling."
    ]


def _toegang(herindeling: Herindeling) -> set[str]:
    return set(herindeling.naar if herindeling.toegang is None else herindeling.toegang)


def _grenzen(herindeling: Herindeling, partijen: Partijen, naar: list[Gemeente]) -> tuple[list[str], list[str]]:
    """Boundaries that were given hold; else of a merge the union; else there is none until one is loaded."""
    gegeven = {g.code: bytes(g.geometrie.wkb) for g in herindeling.grenzen.all()} if herindeling.pk else {}
    oud = [g.code for g in partijen.van]
    zinnen, meldingen = [], []
    if gegeven:
        gebieden.neem_grenzen_over(gegeven, jaar=herindeling.datum.year)
        zinnen.append(f"Uit het bestand, officieel: {', '.join(g.naam for g in naar if g.code in gegeven)}.")
    bekend = beslissende_grenzen(herindeling)
    zonder, onzeker = [g for g in naar if g.code not in bekend], []
    if zonder and not herindeling.is_splitsing:
        delen = [*oud, *(g.code for g in partijen.bestaand)]
        bron = gebieden.voeg_grenzen_samen(delen, naar[0].code)
        if bron:
            zinnen.append(f"{naar[0].naam} krijgt de vereniging van de oude grenzen ({bron}).")
        else:
            meldingen.append(
                f"{naar[0].naam} heeft nog geen grens op de kaart: niet van alle delen is een grens bekend."
            )
    elif zonder:
        onzeker = [g.code for g in zonder]
        namen = ", ".join(g.naam for g in zonder)
        meldingen.append(
            f"De grens van {namen} klopt nog niet met de nieuwe indeling, en beslist daarom nergens over. Laad de "
            "officiële grenzen (laad_gebieden) zodra ze er zijn."
        )
    gebieden.vergeet_grenzen(oud, onzeker=onzeker)
    gebieden.werk_afgeleide_grenzen_bij()
    return zinnen, meldingen


def _eis_leeg(van: list[Gemeente]) -> None:
    """Nothing that should move has stayed behind."""
    for soort in SOORTEN:
        over = soort.rijen.filter(gemeente__in=van).count()
        if over:
            raise ValidationError(f"Er bleven {over} {soort.meervoud} achter. De herindeling is niet uitgevoerd.")


def _toets_nu() -> None:
    """Everything that is otherwise asked at the commit, so that a trial that succeeds is one that would be kept."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def _gebieden(van: list[Gemeente], naar: list[Gemeente]) -> list:
    alle = [*van, *naar]
    gebieden_ = [LAND, *(g.provincie.gebied for g in alle), *(g.woondealregio.gebied for g in alle)]
    return list(dict.fromkeys([*gebieden_, *(g.gebied for g in alle)]))
