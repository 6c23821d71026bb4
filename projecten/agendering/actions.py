"""Every write to knelpunten, agenderingspunten and escalaties. `by` is who does it; the history shows the name."""

import datetime
from collections.abc import Iterable

import pghistory
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from programmering.plannen.actions import VersieConflict
from projecten.fouten import eis_geweest
from projecten.project.models import Project
from woonzorg.organisaties.models import Gebruiker
from woonzorg.post.actions import stuur

from .lijsten import OPEN, STAPPEN, Puntstatus
from .models import Agenderingspunt, Escalatie, Projectknelpunt

# What one project meets is for that project to solve; what several meet goes on an agenda.
MINSTENS = 2
TE_WEINIG = "Bundel knelpunten van minstens twee verschillende projecten."
GEEN_DATUM = "Vul in wanneer u uiterlijk antwoord wilt."

# Knelpunten


@transaction.atomic
def bewaar_knelpunt(*, knelpunt: Projectknelpunt, by: str) -> Projectknelpunt:
    """Saves a knelpunt of a project. Raises ValidationError when a field is wrong."""
    if knelpunt.pk:
        # Of what somebody else does meanwhile (bundling, solving) nothing is undone by an edit.
        nu = Projectknelpunt.objects.select_for_update().get(pk=knelpunt.pk)
        for veld in ("agenderingspunt_id", "opgelost_op", "hoe_opgelost"):
            setattr(knelpunt, veld, getattr(nu, veld))
    knelpunt.omschrijving = knelpunt.omschrijving.strip()
    knelpunt.door_naam = knelpunt.door_naam or by
    eis_geweest(knelpunt.sinds, "sinds")
    if knelpunt.opgelost_op and knelpunt.sinds and knelpunt.sinds > knelpunt.opgelost_op:
        raise ValidationError({"sinds": f"Het is al opgelost op {knelpunt.opgelost_op:%d-%m-%Y}. Kies een dag ervoor."})
    knelpunt.full_clean()
    with pghistory.context(door=by):
        knelpunt.save()
    return knelpunt


@transaction.atomic
def los_knelpunt_op(*, knelpunt: Projectknelpunt, datum: datetime.date, hoe: str, by: str) -> Projectknelpunt:
    """Lays down since when it is solved, and how. An agenderingspunt that it is in keeps it."""
    nu = Projectknelpunt.objects.select_for_update().get(pk=knelpunt.pk)
    if nu.opgelost_op:
        raise ValidationError(f"Dit knelpunt is al opgelost, op {nu.opgelost_op:%d-%m-%Y}.")
    if not hoe.strip():
        raise ValidationError({"hoe_opgelost": "Schrijf in een zin hoe het is opgelost. Anderen leren daarvan."})
    eis_geweest(datum, "opgelost_op")
    if datum < nu.sinds:
        raise ValidationError({"opgelost_op": f"Het knelpunt speelt sinds {nu.sinds:%d-%m-%Y}. Kies een latere dag."})
    nu.opgelost_op, nu.hoe_opgelost = datum, hoe.strip()
    nu.full_clean()
    with pghistory.context(door=by):
        nu.save(update_fields=["opgelost_op", "hoe_opgelost"])
    return nu


# Agenderingspunten


def _neem(punt: Agenderingspunt, versie: int | None = None) -> None:
    """Locks the stored row until the commit; VersieConflict unless it is the one that was opened."""
    opgeslagen = Agenderingspunt.objects.select_for_update().only("versie").get(pk=punt.pk)
    if opgeslagen.versie != punt.versie or versie not in (None, opgeslagen.versie):
        raise VersieConflict


def _schrijf(punt: Agenderingspunt, by: str, *velden: str) -> Agenderingspunt:
    punt.versie += 1
    punt.full_clean()
    with pghistory.context(door=by):
        punt.save(update_fields=[*velden, "versie"])
    return punt


@transaction.atomic
def bewaar_punt(*, punt: Agenderingspunt, by: str, verwachte_versie: int | None = None) -> Agenderingspunt:
    """Saves the texts, addressee and due date. Raises ValidationError; VersieConflict when another saved it since."""
    if punt.pk:
        _neem(punt, verwachte_versie)
        punt.versie += 1
    if punt.organisatie and punt.organisatie.soort != punt.geadresseerde:
        fout = f"{punt.organisatie} is geen {punt.get_geadresseerde_display()}. Kies wat bij elkaar hoort."
        raise ValidationError({"organisatie": fout})
    if punt.status in OPEN and punt.status != Puntstatus.CONCEPT and punt.uiterlijk is None:
        raise ValidationError({"uiterlijk": GEEN_DATUM})
    punt.door_naam = punt.door_naam or by
    punt.full_clean()
    with pghistory.context(door=by):
        punt.save()
    return punt


@transaction.atomic
def bundel(*, punt: Agenderingspunt, knelpunten: Iterable[Projectknelpunt], by: str) -> Agenderingspunt:
    """Brings knelpunten together in a point; one that is new is saved along.

    Raises ValidationError, naming them, for knelpunten that are solved, in another open point, or answered in one;
    and when the point would be about fewer than two projects.
    """
    if punt.pk is None:
        bewaar_punt(punt=punt, by=by)
    else:
        _neem(punt)
        if not punt.is_open:
            raise ValidationError("Dit punt is beantwoord of afgesloten. Heropen het, of maak een nieuw punt.")
    sleutels = [k.pk for k in knelpunten]
    # In one order, so that two who bundle at once wait for each other instead of for ever; and read again after the
    # wait, since a locking read knows its own new row, but still the old one that was joined to it.
    list(Projectknelpunt.objects.select_for_update().filter(pk__in=sleutels).order_by("pk").values("pk"))
    gekozen = list(
        Projectknelpunt.objects.filter(pk__in=sleutels).select_related("project", "agenderingspunt").order_by("pk")
    )
    _eis_vrij(punt, gekozen)
    projecten = {k.project_id for k in gekozen} | set(punt.knelpunten.values_list("project_id", flat=True))
    if len(projecten) < MINSTENS:
        raise ValidationError(TE_WEINIG)
    with pghistory.context(door=by):
        Projectknelpunt.objects.filter(pk__in=[k.pk for k in gekozen]).update(agenderingspunt=punt)
    return punt


def _eis_vrij(punt: Agenderingspunt, knelpunten: list[Projectknelpunt]) -> None:
    fouten = [fout for k in knelpunten if (fout := waarom_niet_te_bundelen(k, punt))]
    if fouten:
        raise ValidationError(fouten)


def waarom_niet_te_bundelen(knelpunt: Projectknelpunt, punt: Agenderingspunt | None = None) -> str:
    """Why this knelpunt cannot go into `punt`, or into a new one; '' when it can."""
    wat = f"'{knelpunt.get_categorie_display()}' van {knelpunt.project}"
    huidig = knelpunt.agenderingspunt
    if knelpunt.opgelost_op:
        return f"{wat} is al opgelost."
    if huidig is None or (punt is not None and huidig.pk == punt.pk):
        return ""
    if huidig.is_open:
        return f"{wat} zit al in het punt '{huidig}'."
    # The project would lose the answer it got.
    return f"{wat} kreeg antwoord in het punt '{huidig}'. Heropen dat punt." if huidig.antwoord else ""


@transaction.atomic
def haal_uit_punt(*, knelpunt: Projectknelpunt, by: str) -> Projectknelpunt:
    """Takes a knelpunt out of its open point; it can then be bundled elsewhere."""
    punt = Agenderingspunt.objects.select_for_update(of=("self",)).filter(knelpunten=knelpunt).first()
    if punt is None:
        raise ValidationError("Dit knelpunt zit in geen enkel punt.")
    if not punt.is_open:
        raise ValidationError("Dit punt is beantwoord of afgesloten; wat erin zit, ligt vast.")
    over = punt.knelpunten.exclude(pk=knelpunt.pk).values("project").distinct().count()
    if punt.status != Puntstatus.CONCEPT and over < MINSTENS:
        raise ValidationError("Een geagendeerd punt gaat over minstens twee projecten. Voeg er eerst een toe.")
    nu = Projectknelpunt.objects.select_for_update().get(pk=knelpunt.pk)
    if nu.agenderingspunt_id != punt.pk:
        raise ValidationError("Iemand anders haalde dit knelpunt net al uit het punt.")
    nu.agenderingspunt = None
    with pghistory.context(door=by):
        nu.save(update_fields=["agenderingspunt"])
    return nu


def _eis_compleet(punt: Agenderingspunt) -> None:
    """What is put on an agenda is about several projects, goes to somebody, and asks for an answer by a day."""
    if punt.knelpunten.values("project").distinct().count() < MINSTENS:
        raise ValidationError(TE_WEINIG)
    if not punt.geadresseerde:
        raise ValidationError({"geadresseerde": "Kies aan wie u dit vraagt."})
    if punt.uiterlijk is None:
        raise ValidationError({"uiterlijk": GEEN_DATUM})


@transaction.atomic
def zet_puntstatus(
    *, punt: Agenderingspunt, naar: str, by: str, verwachte_versie: int | None = None
) -> Agenderingspunt:
    """Takes one of the STAPPEN, today. An answer is given by `beantwoord`. Raises ValidationError; VersieConflict."""
    _neem(punt, verwachte_versie)
    _eis_stap(punt, naar)
    if naar == Puntstatus.BEANTWOORD:
        raise ValidationError("Leg het antwoord vast; dan is het punt beantwoord.")
    if naar in OPEN:
        _eis_compleet(punt)
        punt.geagendeerd_op = punt.geagendeerd_op or timezone.localdate()
    punt.status, punt.status_sinds = naar, timezone.localdate()
    return _schrijf(punt, by, "status", "status_sinds", "geagendeerd_op")


def _eis_stap(punt: Agenderingspunt, naar: str) -> None:
    if naar not in STAPPEN[punt.status]:
        nieuw = dict(Puntstatus.choices).get(naar, naar)
        raise ValidationError(f"Een punt dat {punt.get_status_display()} is, kan niet '{nieuw}' worden.")


@transaction.atomic
def beantwoord(
    *,
    punt: Agenderingspunt,
    antwoord: str,
    van: str,
    datum: datetime.date,
    by: str,
    verwachte_versie: int | None = None,
) -> Agenderingspunt:
    """Lays down the answer and mails everybody who works on the bundled projects, each once.

    Raises ValidationError when the point cannot be answered now; VersieConflict when it was saved since.
    """
    _neem(punt, verwachte_versie)
    _eis_stap(punt, Puntstatus.BEANTWOORD)
    leeg = {
        naam: fout
        for naam, waarde, fout in (
            ("antwoord", antwoord, "Schrijf het antwoord op."),
            ("van", van, "Vul in van wie het antwoord komt."),
        )
        if not waarde.strip()
    }
    if leeg:
        raise ValidationError(leeg)
    eis_geweest(datum, "datum")
    if punt.geagendeerd_op and datum < punt.geagendeerd_op:
        raise ValidationError({"datum": f"Het punt staat pas sinds {punt.geagendeerd_op:%d-%m-%Y} op de agenda."})
    punt.antwoord, punt.beantwoord_door, punt.beantwoord_op = antwoord.strip(), van.strip(), datum
    punt.status, punt.status_sinds = Puntstatus.BEANTWOORD, datum
    _schrijf(punt, by, "antwoord", "beantwoord_door", "beantwoord_op", "status", "status_sinds")
    _mail_antwoord(punt)
    return punt


def _mail_antwoord(punt: Agenderingspunt) -> None:
    """The point and its answer; which projects it came from, no reader learns from the mail."""
    projecten = Project.objects.filter(knelpunten__agenderingspunt=punt).order_by()
    wie = projecten.values("adviseur").union(projecten.values("projectleider"))
    for ontvanger in Gebruiker.objects.filter(pk__in=wie, is_active=True).order_by("pk"):
        stuur(
            sjabloon="agenderingspunt-beantwoord",
            aan=ontvanger.email,
            context={"naam": ontvanger.naam, "punt": punt, "pad": punt.get_absolute_url()},
            sleutel=f"agenderingspunt-{punt.pk}-antwoord-{punt.versie}-{ontvanger.pk}",
        )


# Escalaties


@transaction.atomic
def bewaar_escalatie(*, escalatie: Escalatie, by: str) -> Escalatie:
    """Saves an open escalatie. Raises ValidationError when a field is wrong, or its owner could not read it."""
    if escalatie.pk:
        _eis_open(Escalatie.objects.select_for_update().get(pk=escalatie.pk))
    if escalatie.eigenaar:
        escalatie.eigenaar_naam = escalatie.eigenaar.naam
    if not escalatie.eigenaar_naam.strip():
        raise ValidationError({"eigenaar_naam": "Vul in wie dit oplost: een escalatie van niemand blijft liggen."})
    eis_geweest(escalatie.sinds, "sinds")
    if escalatie.uiterlijk and escalatie.sinds and escalatie.uiterlijk < escalatie.sinds:
        raise ValidationError({"uiterlijk": "Deze dag ligt voor het begin. Kies een latere dag."})
    escalatie.door_naam = escalatie.door_naam or by
    escalatie.full_clean()
    with pghistory.context(door=by):
        escalatie.save()
    wie = escalatie.eigenaar
    if wie and not Escalatie.objects.for_user(wie).filter(pk=escalatie.pk).exists():
        # Raised inside the transaction: what was just saved is rolled back.
        fout = f"{wie.naam} kan dit dan niet lezen. Kies wie meer mag lezen, of een andere eigenaar."
        raise ValidationError({"zichtbaarheid": fout})
    return escalatie


def _eis_open(escalatie: Escalatie) -> None:
    if escalatie.gesloten_op:
        raise ValidationError(f"Deze escalatie is al afgerond, op {escalatie.gesloten_op:%d-%m-%Y}.")


@transaction.atomic
def sluit_escalatie(*, escalatie: Escalatie, uitkomst: str, datum: datetime.date, by: str) -> Escalatie:
    """Closes an escalatie, never without what came of it."""
    nu = Escalatie.objects.select_for_update().get(pk=escalatie.pk)
    _eis_open(nu)
    if not uitkomst.strip():
        raise ValidationError({"uitkomst": "Schrijf op wat eruit kwam, ook als het niet gelukt is."})
    eis_geweest(datum, "gesloten_op")
    if datum < nu.sinds:
        raise ValidationError({"gesloten_op": f"De escalatie begon op {nu.sinds:%d-%m-%Y}. Kies een latere dag."})
    nu.uitkomst, nu.gesloten_op = uitkomst.strip(), datum
    nu.full_clean()
    with pghistory.context(door=by):
        nu.save(update_fields=["uitkomst", "gesloten_op"])
    return nu
