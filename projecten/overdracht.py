"""What of projects goes over when somebody leaves. Contact, hours and answers stay with who gave them."""

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone

from projecten.agendering.models import Escalatie
from projecten.project.models import Actie, Project
from projecten.tafels.actions import draag_over as draag_stoel_over
from projecten.tafels.models import Overlegtafel, Tafellid
from projecten.vraagbaak.models import Antwoord, Vraag
from projecten.zicht import Zichtbaarheid
from woonzorg.organisaties.models import Gebruiker, Lidmaatschap
from woonzorg.organisaties.overdracht import Ding, Soort, gemeenten_q, leesbaar_door, registreer
from woonzorg.organisaties.permissions import Permission, bereik_van

IN_GEMEENTE = ("gemeente",)
VAN_PROJECT = ("project__gemeente",)


# Projects


def _geleide_projecten(van: Gebruiker) -> QuerySet:
    """Also those that ended: who leads a project sees it."""
    return Project.objects.filter(projectleider=van).select_related("gemeente")


def _draag_leiding_over(rijen: QuerySet, van: Gebruiker, naar: Gebruiker, door: str) -> None:
    # Another versie, so that a form that was open meanwhile does not put the old name back.
    rijen.update(
        projectleider=naar,
        projectleider_naam=naar.naam,
        projectleider_contact=naar.email[:200],
        versie=F("versie") + 1,
        gewijzigd=timezone.now(),
    )


def _gecoachte_projecten(van: Gebruiker) -> QuerySet:
    """Only those that go on: of what ended the name says who coached it."""
    return Project.objects.lopend().filter(adviseur=van).select_related("gemeente")


def _projecten_die_kunnen(rijen: QuerySet, van: Gebruiker, naar: Gebruiker) -> QuerySet:
    return rijen.filter(gemeenten_q(bereik_van(naar, Permission.NOTITIE_ADVISEUR), IN_GEMEENTE))


def _draag_coaching_over(rijen: QuerySet, van: Gebruiker, naar: Gebruiker, door: str) -> None:
    rijen.update(adviseur=naar, versie=F("versie") + 1, gewijzigd=timezone.now())


def _toon_project(project: Project) -> Ding:
    return Ding(project.naam, str(project.gemeente), project.get_absolute_url())


# What is to be done at them


def _die_opvolger_leest(rijen: QuerySet, van: Gebruiker, naar: Gebruiker) -> QuerySet:
    """What the successor reads today, or as the projectleider that this step makes of the successor."""
    leesbaar = rijen.model.objects.for_user(naar).order_by().values("pk")
    straks = Q(zichtbaarheid=Zichtbaarheid.PARTNERS, project__projectleider=van)
    return rijen.filter(Q(pk__in=leesbaar) | straks)


def _open_van(model):
    return lambda van: model.objects.open().filter(eigenaar=van).select_related("project__gemeente")


def _draag_eigenaar_over(rijen: QuerySet, van: Gebruiker, naar: Gebruiker, door: str) -> None:
    rijen.update(eigenaar=naar, eigenaar_naam=naar.naam)


def _toon_actie(actie: Actie) -> Ding:
    waar = f"{actie.project}, {actie.project.gemeente}"
    return Ding(actie.wat, waar, f"{actie.project.get_absolute_url()}#acties")


def _toon_escalatie(escalatie: Escalatie) -> Ding:
    return Ding(escalatie.onderwerp, f"{escalatie.project}, {escalatie.project.gemeente}", escalatie.get_absolute_url())


# Questions that nobody helped with yet


def _open_vragen(van: Gebruiker) -> QuerySet:
    hielp = Antwoord.objects.filter(vraag=OuterRef("pk"), hielp=True)
    return Vraag.objects.filter(~Exists(hielp), steller=van)


def _vragen_die_kunnen(rijen: QuerySet, van: Gebruiker, naar: Gebruiker) -> QuerySet:
    leesbaar = Q(pk__in=Vraag.objects.for_user(naar).order_by().values("pk"))
    if Project.objects.filter(projectleider=van).exists():
        # Who leads a project takes part in the vraagbaak; so will the successor.
        leesbaar |= Q(zichtbaarheid=Zichtbaarheid.PARTNERS)
    return rijen.filter(leesbaar)


def _draag_vragen_over(rijen: QuerySet, van: Gebruiker, naar: Gebruiker, door: str) -> None:
    """Who asked stays by name; who hears of an answer is the successor."""
    rijen.update(steller=naar)


# Seats at an overlegtafel: of a person by name, at the own organisation


def _stoelen(van: Gebruiker) -> QuerySet:
    vandaag = timezone.localdate()
    return Tafellid.objects.filter(
        Q(tot__isnull=True) | Q(tot__gt=vandaag),
        naam__iexact=van.naam,
        opvolger__isnull=True,
        organisatie__in=Lidmaatschap.objects.filter(gebruiker=van).values("organisatie"),
        tafel__opgeheven_op__isnull=True,
    ).select_related("tafel__woondealregio", "organisatie")


def _stoelen_die_kunnen(rijen: QuerySet, van: Gebruiker, naar: Gebruiker) -> QuerySet:
    return rijen.filter(organisatie__in=naar.organisaties)


def _draag_stoelen_over(rijen: QuerySet, van: Gebruiker, naar: Gebruiker, door: str) -> None:
    """By the step that tafels has for it: the open decisions go along, and the seat says who was before."""
    for lid in list(rijen):
        # One that already has a last day keeps it, one that has yet to begin begins with the successor.
        wissel = lid.tot or max(timezone.localdate(), lid.van)
        draag_stoel_over(lid=lid, tot=wissel, naam=naar.naam, functie=lid.functie, van=wissel, by=door)


def _toon_stoel(lid: Tafellid) -> Ding:
    return Ding(f"{lid.tafel}: {lid.functie}", str(lid.tafel.woondealregio), lid.tafel.get_absolute_url())


def _leesbare_stoelen(rijen: QuerySet, wie) -> QuerySet:
    return rijen.filter(tafel__in=Overlegtafel.objects.for_user(wie).order_by().values("pk"))


registreer(
    Soort(
        naam="projectleider",
        een="project als projectleider",
        meer="projecten als projectleider",
        zoek=_geleide_projecten,
        draag_over=_draag_leiding_over,
        # Leading a project gives what is needed for it.
        kan=lambda rijen, van, naar: rijen,
        waarom_niet="",
        leesbaar=leesbaar_door,
        toon=_toon_project,
        gemeenten=IN_GEMEENTE,
        velden=("projecten.Project.projectleider",),
    )
)
registreer(
    Soort(
        naam="project-adviseur",
        een="project als adviseur",
        meer="projecten als adviseur",
        zoek=_gecoachte_projecten,
        draag_over=_draag_coaching_over,
        kan=_projecten_die_kunnen,
        waarom_niet="is hier geen adviseur",
        leesbaar=leesbaar_door,
        toon=_toon_project,
        gemeenten=IN_GEMEENTE,
        velden=("projecten.Project.adviseur",),
    )
)
registreer(
    Soort(
        naam="actie",
        een="open actie",
        meer="open acties",
        zoek=_open_van(Actie),
        draag_over=_draag_eigenaar_over,
        kan=_die_opvolger_leest,
        waarom_niet="mag deze acties niet lezen",
        leesbaar=leesbaar_door,
        toon=_toon_actie,
        gemeenten=VAN_PROJECT,
        velden=("projecten.Actie.eigenaar",),
    )
)
registreer(
    Soort(
        naam="escalatie",
        een="open escalatie",
        meer="open escalaties",
        zoek=_open_van(Escalatie),
        draag_over=_draag_eigenaar_over,
        kan=_die_opvolger_leest,
        waarom_niet="mag deze escalaties niet lezen",
        leesbaar=leesbaar_door,
        toon=_toon_escalatie,
        gemeenten=VAN_PROJECT,
        velden=("projecten.Escalatie.eigenaar",),
    )
)
registreer(
    Soort(
        naam="vraag",
        een="vraag zonder antwoord dat hielp",
        meer="vragen zonder antwoord dat hielp",
        zoek=_open_vragen,
        draag_over=_draag_vragen_over,
        kan=_vragen_die_kunnen,
        waarom_niet="mag deze vragen niet lezen",
        leesbaar=leesbaar_door,
        toon=lambda vraag: Ding(vraag.titel, "vraagbaak", vraag.get_absolute_url()),
        velden=("projecten.Vraag.steller",),
    )
)
registreer(
    Soort(
        naam="overlegtafel",
        een="plaats aan een overlegtafel",
        meer="plaatsen aan een overlegtafel",
        zoek=_stoelen,
        draag_over=_draag_stoelen_over,
        kan=_stoelen_die_kunnen,
        waarom_niet="hoort niet bij deze organisatie",
        leesbaar=_leesbare_stoelen,
        toon=_toon_stoel,
    )
)
