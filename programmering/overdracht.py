"""What of plans, plots, workshops, voorstellen and comments goes over when somebody leaves."""

from django.db.models import F, QuerySet

from programmering.opmerkingen.models import Opmerking
from programmering.opmerkingen.velden import veldnaam
from programmering.partners.models import Voorstel
from programmering.plannen.models import Plan
from programmering.plots.models import Plot
from programmering.uitvragen.lijsten import Aanleverstatus
from programmering.uitvragen.models import Aanlevering
from programmering.voortgang.vraag import vraag_bijwerking
from programmering.workshops.lijsten import Workshopstatus
from programmering.workshops.models import Workshop
from woonzorg.gebieden.soorten import Gebiedssoort
from woonzorg.organisaties.models import Gebruiker, Organisatiesoort, Werkgebied
from woonzorg.organisaties.overdracht import Ding, Soort, gemeenten_q, leesbaar_door, registreer
from woonzorg.organisaties.permissions import Permission, Rol, bereik_van, organisaties_met

IN_GEMEENTE = ("gemeente",)


def met_permission(rijen: QuerySet, wie: Gebruiker, permission: Permission) -> QuerySet:
    """Only rows in a gemeente in which `wie` holds `permission`."""
    return rijen.filter(gemeenten_q(bereik_van(wie, permission), IN_GEMEENTE))


# Plans


def _behandelde_plannen(van: Gebruiker) -> QuerySet:
    """Also those in the bin: taken out of it they would come back on the old name."""
    return Plan.met_prullenbak.filter(behandelaar=van).select_related("gemeente")


def _plannen_die_kunnen(rijen: QuerySet, van: Gebruiker, naar: Gebruiker) -> QuerySet:
    return met_permission(_zichtbare_plannen(rijen, naar), naar, Permission.PLAN_WIJZIGEN)


def _zichtbare_plannen(rijen: QuerySet, wie) -> QuerySet:
    return rijen.filter(pk__in=Plan.met_prullenbak.for_user(wie).order_by().values("pk"))


def _draag_plannen_over(rijen: QuerySet, van: Gebruiker, naar: Gebruiker, door: str) -> None:
    # Another versie, so that a form that was open meanwhile does not put the old name back.
    rijen.update(behandelaar=naar, versie=F("versie") + 1)
    vraag_bijwerking()


def _toon_plan(plan: Plan) -> Ding:
    if plan.verwijderd_op:
        return Ding(plan.plannaam, f"{plan.gemeente}, in de prullenbak")
    return Ding(plan.plannaam, str(plan.gemeente), plan.get_absolute_url())


# Plots


def _toon_plot(plot: Plot) -> Ding:
    return Ding(plot.naam, str(plot.gemeente), plot.get_absolute_url())


def _plots_van(veld: str):
    return lambda van: Plot.objects.filter(**{veld: van}).select_related("gemeente")


def _plots_van_eigenaar_die_kunnen(rijen: QuerySet, van: Gebruiker, naar: Gebruiker) -> QuerySet:
    """A plot has its eigenaar at the organisation of its own gemeente, as its form says."""
    hier = werkgebieden(naar, organisatiesoort=Organisatiesoort.GEMEENTE)
    rijen = leesbaar_door(rijen, naar).filter(gemeente__code__in=hier.get(Gebiedssoort.GEMEENTE, ()))
    return met_permission(rijen, naar, Permission.PLOT_WIJZIGEN)


def _plots_van_adviseur_die_kunnen(rijen: QuerySet, van: Gebruiker, naar: Gebruiker) -> QuerySet:
    return leesbaar_door(rijen, naar).filter(gemeenten_q(werkgebieden(naar, rol=Rol.ADVISEUR), IN_GEMEENTE))


def werkgebieden(wie: Gebruiker, *, rol: str = "", organisatiesoort: str = "") -> dict[str, set[str]]:
    """Where `wie` works today, soort -> codes; only in this rol, or at organisations of this kind."""
    leden = wie.lidmaatschappen.geldig()
    leden = leden.filter(rol=rol) if rol else leden
    leden = leden.filter(organisatie__soort=organisatiesoort) if organisatiesoort else leden
    bereik: dict[str, set[str]] = {}
    gebieden = Werkgebied.objects.filter(organisatie__in=leden.values("organisatie"))
    for soort, code in gebieden.values_list("soort", "code"):
        bereik.setdefault(soort, set()).add(code)
    return bereik


def _zet(veld: str):
    """Gives this field of a plot to the successor; another versie, for the same reason as at a plan."""

    def zet(rijen: QuerySet, van: Gebruiker, naar: Gebruiker, door: str) -> None:
        rijen.update(**{veld: naar}, versie=F("versie") + 1)
        vraag_bijwerking()

    return zet


# Workshops


def _te_leiden(van: Gebruiker) -> QuerySet:
    """What has been held keeps the name of who led it."""
    rijen = Workshop.objects.filter(leider=van).exclude(status=Workshopstatus.GESLOTEN)
    return rijen.select_related("gemeente", "woondealregio")


def _draag_workshops_over(rijen: QuerySet, van: Gebruiker, naar: Gebruiker, door: str) -> None:
    rijen.update(leider=naar, leider_naam=naar.naam)


def _toon_workshop(workshop: Workshop) -> Ding:
    return Ding(workshop.naam, f"{workshop.gebied.naam}, {workshop.datum:%d-%m-%Y}", workshop.get_absolute_url())


# Voorstellen of partners


def _open_voorstellen(van: Gebruiker) -> QuerySet:
    rijen = Voorstel.objects.open().filter(door=van)
    return rijen.select_related("plot__gemeente", "plan__gemeente", "organisatie")


def _voorstellen_die_kunnen(rijen: QuerySet, van: Gebruiker, naar: Gebruiker) -> QuerySet:
    return rijen.filter(organisatie__in=organisaties_met(naar, Permission.VOORSTEL_DOEN))


def _draag_voorstellen_over(rijen: QuerySet, van: Gebruiker, naar: Gebruiker, door: str) -> None:
    """Who sent it stays by name; who hears of the decision is the successor."""
    rijen.update(door=naar)


def _toon_voorstel(voorstel: Voorstel) -> Ding:
    return Ding(str(voorstel), str(voorstel.onderwerp.gemeente), voorstel.get_absolute_url())


# What was delivered for an uitvraag and not accepted yet


def _aanleveringen(van: Gebruiker) -> QuerySet:
    rijen = Aanlevering.objects.filter(leveraar=van).exclude(status=Aanleverstatus.GEACCEPTEERD)
    return rijen.select_related("uitvraag__provincie", "gemeente")


def _draag_aanleveringen_over(rijen: QuerySet, van: Gebruiker, naar: Gebruiker, door: str) -> None:
    """Who delivered stays by name; who hears what the provincie says of it is the successor."""
    rijen.update(leveraar=naar)


def _toon_aanlevering(aanlevering: Aanlevering) -> Ding:
    return Ding(str(aanlevering.uitvraag), str(aanlevering.gemeente), aanlevering.get_absolute_url())


# Comments in which an answer is waited for


def _vermeldingen(van: Gebruiker) -> QuerySet:
    return Opmerking.objects.wacht_op(van).select_related("plan__gemeente")


def _vermeldingen_te_lezen(rijen: QuerySet, wie) -> QuerySet:
    """As comments are read, and at plans in the bin as well: taken out of it somebody is waited for again."""
    intern = gemeenten_q(bereik_van(wie, Permission.PLAN_INTERN), ("plan__gemeente",))
    return rijen.filter(intern, plan__in=Plan.met_prullenbak.for_user(wie).order_by().values("pk"))


def _draag_vermeldingen_over(rijen: QuerySet, van: Gebruiker, naar: Gebruiker, door: str) -> None:
    vermeld = Opmerking.vermeld.through.objects.filter(opmerking__in=list(rijen.values_list("pk", flat=True)))
    al = vermeld.filter(gebruiker=naar).values("opmerking")
    vermeld.filter(gebruiker=van, opmerking__in=list(al.values_list("opmerking", flat=True))).delete()
    vermeld.filter(gebruiker=van).update(gebruiker=naar)


def _toon_vermelding(opmerking: Opmerking) -> Ding:
    """Of which plan and field; what was written is read there."""
    waar = f"{veldnaam(opmerking.veld)}, {opmerking.plan.gemeente}"
    return Ding(f"Opmerking van {opmerking.door_naam} bij {opmerking.plan}", waar, opmerking.get_absolute_url())


registreer(
    Soort(
        naam="plan",
        een="plan",
        meer="plannen",
        zoek=_behandelde_plannen,
        draag_over=_draag_plannen_over,
        kan=_plannen_die_kunnen,
        waarom_niet="mag deze plannen niet wijzigen",
        leesbaar=_zichtbare_plannen,
        toon=_toon_plan,
        gemeenten=IN_GEMEENTE,
        velden=("programmering.Plan.behandelaar",),
    )
)
registreer(
    Soort(
        naam="plot-eigenaar",
        een="plot als eigenaar",
        meer="plots als eigenaar",
        zoek=_plots_van("eigenaar"),
        draag_over=_zet("eigenaar"),
        kan=_plots_van_eigenaar_die_kunnen,
        waarom_niet="werkt niet bij deze gemeente",
        leesbaar=leesbaar_door,
        toon=_toon_plot,
        gemeenten=IN_GEMEENTE,
        velden=("programmering.Plot.eigenaar",),
    )
)
registreer(
    Soort(
        naam="plot-adviseur",
        een="plot als adviseur",
        meer="plots als adviseur",
        zoek=_plots_van("adviseur"),
        draag_over=_zet("adviseur"),
        kan=_plots_van_adviseur_die_kunnen,
        waarom_niet="is hier geen adviseur, of mag deze plots niet zien",
        leesbaar=leesbaar_door,
        toon=_toon_plot,
        gemeenten=IN_GEMEENTE,
        velden=("programmering.Plot.adviseur",),
    )
)
registreer(
    Soort(
        naam="workshop",
        een="workshop",
        meer="workshops",
        zoek=_te_leiden,
        draag_over=_draag_workshops_over,
        kan=lambda rijen, van, naar: leesbaar_door(rijen, naar),
        waarom_niet="mag hier geen workshops leiden",
        leesbaar=leesbaar_door,
        toon=_toon_workshop,
        gemeenten=IN_GEMEENTE,
        velden=("programmering.Workshop.leider",),
    )
)
registreer(
    Soort(
        naam="voorstel",
        een="voorstel dat op een besluit wacht",
        meer="voorstellen die op een besluit wachten",
        zoek=_open_voorstellen,
        draag_over=_draag_voorstellen_over,
        kan=_voorstellen_die_kunnen,
        waarom_niet="doet geen voorstellen voor deze organisatie",
        leesbaar=leesbaar_door,
        toon=_toon_voorstel,
        gemeenten=("plot__gemeente", "plan__gemeente"),
        velden=("programmering.Voorstel.door",),
    )
)
registreer(
    Soort(
        naam="aanlevering",
        een="aanlevering die nog niet is geaccepteerd",
        meer="aanleveringen die nog niet zijn geaccepteerd",
        zoek=_aanleveringen,
        draag_over=_draag_aanleveringen_over,
        kan=lambda rijen, van, naar: met_permission(rijen, naar, Permission.PLAN_AANLEVEREN),
        waarom_niet="levert voor deze gemeente niet aan",
        leesbaar=leesbaar_door,
        toon=_toon_aanlevering,
        gemeenten=IN_GEMEENTE,
        velden=("programmering.Aanlevering.leveraar",),
    )
)
registreer(
    Soort(
        naam="vermelding",
        een="opmerking die op antwoord wacht",
        meer="opmerkingen die op antwoord wachten",
        zoek=_vermeldingen,
        draag_over=_draag_vermeldingen_over,
        kan=lambda rijen, van, naar: _vermeldingen_te_lezen(rijen, naar),
        waarom_niet="mag deze opmerkingen niet lezen",
        leesbaar=_vermeldingen_te_lezen,
        toon=_toon_vermelding,
        gemeenten=("plan__gemeente",),
        velden=("programmering.Opmerking.vermeld",),
    )
)
