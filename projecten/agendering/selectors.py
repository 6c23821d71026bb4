"""Reads for the pages of a project, an agenderingspunt and the lists around them."""

import datetime
from collections import Counter
from dataclasses import dataclass

from django.apps import apps
from django.db.models import Case, Count, Q, Value, When
from django.utils import timezone
from django.utils.formats import date_format

from programmering.plannen.historie import Gebeurtenis, lees_momenten, op_volgorde
from projecten.project.models import Project
from woonzorg.organisaties.models import Organisatie
from woonzorg.organisaties.permissions import Permission, has_permission

from .actions import MINSTENS, waarom_niet_te_bundelen
from .lijsten import OPEN, STAPPEN, Geadresseerde, Puntstatus
from .models import Agenderingspunt, Escalatie, Projectknelpunt

# Who may come on a page at all; what stands on it begins at `for_user`.


def volgt_projecten(user) -> bool:
    """Sees projects: those in a gebied, or those that one leads or is a partner of."""
    return has_permission(user, Permission.PROJECT_ZIEN) or Project.objects.eigen(user).exists()


def mag_knelpunten_zien(user) -> bool:
    return has_permission(user, Permission.PLAN_INTERN) or volgt_projecten(user)


def mag_agenda_zien(user) -> bool:
    return has_permission(user, Permission.AGENDA_ZIEN) or Project.objects.eigen(user).exists()


# At a project


@dataclass(frozen=True)
class Knelpuntstand:
    """A knelpunt with the agenderingspunt that it is in, where this reader may know of it."""

    knelpunt: Projectknelpunt
    punt: Agenderingspunt | None


@dataclass(frozen=True)
class Agendering:
    """Knelpunten, agenderingspunten and escalaties of one project, as far as one reader may read them."""

    project: Project
    open: tuple[Knelpuntstand, ...]
    opgelost: tuple[Knelpuntstand, ...]
    # On an agenda because of a knelpunt here that this reader may not read: of that nothing is told.
    punten: tuple[Agenderingspunt, ...]
    escalaties: tuple[Escalatie, ...]
    afgerond: tuple[Escalatie, ...]
    mag_melden: bool
    mag_escaleren: bool

    @property
    def leeg(self) -> bool:
        return not (self.open or self.opgelost or self.punten or self.escalaties or self.afgerond)


def agendering_op(project: Project, user) -> Agendering:
    """Three queries, however much there is."""
    punten = {p.pk: p for p in _punten_van(project, user)}
    knelpunten = Projectknelpunt.objects.for_user(user).filter(project=project)
    standen = [Knelpuntstand(k, punten.get(k.agenderingspunt_id)) for k in knelpunten]
    getoond = {s.punt.pk for s in standen if s.punt}
    escalaties = list(Escalatie.objects.for_user(user).filter(project=project).select_related("eigenaar"))
    return Agendering(
        project=project,
        open=tuple(s for s in standen if not s.knelpunt.opgelost_op),
        opgelost=tuple(s for s in standen if s.knelpunt.opgelost_op),
        punten=tuple(p for pk, p in punten.items() if pk not in getoond),
        escalaties=tuple(e for e in escalaties if not e.gesloten_op),
        afgerond=tuple(e for e in escalaties if e.gesloten_op),
        mag_melden=project.wijzigbaar_voor(user),
        mag_escaleren=project.coachbaar_door(user),
    )


def _punten_van(project: Project, user):
    van_hier = Projectknelpunt.objects.filter(project=project).values("agenderingspunt")
    return Agenderingspunt.objects.for_user(user).filter(pk__in=van_hier).select_related("organisatie")


def momenten(project: Project, user) -> list[tuple[datetime.date, str, str, str]]:
    """(day, head, text, url) of what happened here, only what `user` may read; three queries, no order."""
    uit = []
    for k in Projectknelpunt.objects.for_user(user).filter(project=project):
        soort, url = k.get_categorie_display(), k.get_absolute_url()
        uit.append((k.sinds, f"Knelpunt: {soort}", k.omschrijving, url))
        if k.opgelost_op:
            uit.append((k.opgelost_op, f"Knelpunt opgelost: {soort}", k.hoe_opgelost, url))
    for e in Escalatie.objects.for_user(user).filter(project=project):
        url = e.get_absolute_url()
        uit.append((e.sinds, f"Geëscaleerd naar {e.get_niveau_display()}", e.onderwerp, url))
        if e.gesloten_op:
            uit.append((e.gesloten_op, f"Escalatie afgerond: {e.onderwerp}", e.uitkomst, url))
    for p in _punten_van(project, user):
        url = p.get_absolute_url()
        if p.geagendeerd_op:
            uit.append((p.geagendeerd_op, f"Op de agenda bij {p.aan}", p.titel, url))
        if p.beantwoord_op:
            uit.append((p.beantwoord_op, f"Antwoord van {p.beantwoord_door}: {p.titel}", p.antwoord, url))
    return uit


# Agenderingspunten


@dataclass(frozen=True)
class Omvang:
    """How widely a point is felt: all that an addressee learns of where it comes from."""

    projecten: int
    provincies: int


@dataclass(frozen=True)
class Punt:
    """An agenderingspunt as one reader may see it."""

    punt: Agenderingspunt
    # None for who is neither the addressee nor agendeert: that reader sees the own projects below, and no sum.
    omvang: Omvang | None
    knelpunten: tuple[Projectknelpunt, ...]
    per_soort: tuple[tuple[str, int], ...]
    stappen: tuple[tuple[str, str], ...]
    mag_agenderen: bool
    mag_antwoorden: bool
    historie: tuple[Gebeurtenis, ...]


def lees_punt(punt: Agenderingspunt, user) -> Punt:
    agendeert = has_permission(user, Permission.AGENDEREN)
    knelpunten = tuple(
        Projectknelpunt.objects.for_user(user)
        .filter(agenderingspunt=punt)
        .select_related("project__gemeente__provincie")
        .order_by("project__naam", "pk")
    )
    return Punt(
        punt=punt,
        omvang=_omvang(punt) if agendeert or geadresseerd(punt, user) else None,
        knelpunten=knelpunten,
        per_soort=tuple(Counter(k.get_categorie_display() for k in knelpunten).most_common()),
        stappen=tuple(stappen(punt)) if agendeert else (),
        mag_agenderen=agendeert,
        mag_antwoorden=mag_antwoorden(punt, user),
        historie=tuple(_historie(punt)) if agendeert else (),
    )


def _omvang(punt: Agenderingspunt) -> Omvang:
    return Omvang(
        **punt.knelpunten.aggregate(
            projecten=Count("project", distinct=True),
            provincies=Count("project__gemeente__provincie", distinct=True),
        )
    )


def _historie(punt: Agenderingspunt) -> list[Gebeurtenis]:
    events = apps.get_model("projecten", "AgenderingspuntEvent").objects.filter(pgh_obj_id=punt.pk)
    return op_volgorde(lees_momenten(events, nieuw="punt gemaakt"))


def geadresseerd(punt: Agenderingspunt, user) -> bool:
    """Put to an organisation of `user`, or to all of its kind."""
    return Agenderingspunt.objects.filter(Agenderingspunt.objects.geadresseerd_q(user), pk=punt.pk).exists()


def mag_antwoorden(punt: Agenderingspunt, user) -> bool:
    """Now, and this reader: who agendeert writes down what came back, the addressee may answer itself."""
    kan = Puntstatus.BEANTWOORD in STAPPEN[punt.status]
    return kan and (has_permission(user, Permission.AGENDEREN) or geadresseerd(punt, user))


# (from, to) → what the button says. An answer has a page of its own.
STAPNAAM = {
    (Puntstatus.CONCEPT, Puntstatus.GEAGENDEERD): "Op de agenda zetten",
    (Puntstatus.GEAGENDEERD, Puntstatus.IN_BEHANDELING): "In behandeling",
    (Puntstatus.GEAGENDEERD, Puntstatus.AFGESLOTEN): "Afsluiten zonder antwoord",
    (Puntstatus.IN_BEHANDELING, Puntstatus.AFGESLOTEN): "Afsluiten zonder antwoord",
    (Puntstatus.BEANTWOORD, Puntstatus.AFGESLOTEN): "Afsluiten",
    (Puntstatus.BEANTWOORD, Puntstatus.IN_BEHANDELING): "Heropenen",
    (Puntstatus.AFGESLOTEN, Puntstatus.IN_BEHANDELING): "Heropenen",
}


def stappen(punt: Agenderingspunt) -> list[tuple[str, str]]:
    """(status, what the button says) of the steps that can be taken from here."""
    return [(naar, STAPNAAM[punt.status, naar]) for naar in STAPPEN[punt.status] if naar != Puntstatus.BEANTWOORD]


def agenda(user, keuze):
    """The points that `user` may see, within what was chosen: what waits for an answer first, by due date."""
    punten = Agenderingspunt.objects.for_user(user).select_related("organisatie")
    status, aan = keuze.waarden["status"], keuze.waarden["geadresseerde"]
    if status == "open":
        punten = punten.open()
    elif status == "te_laat":
        punten = punten.te_laat()
    elif status:
        punten = punten.filter(status=status)
    if aan:
        punten = punten.filter(geadresseerde=aan)
    klaar = Case(When(status__in=OPEN, then=Value(0)), default=Value(1))
    punten = punten.annotate(projecten=Count("knelpunten__project", distinct=True))
    return punten.order_by(klaar, *Agenderingspunt._meta.ordering)


def escalaties(user, keuze):
    """Escalaties that `user` may read, within what was chosen: the first due first."""
    w = keuze.waarden
    rijen = _escalaties_in(user, keuze)
    if w["stand"] == "open":
        rijen = rijen.open()
    elif w["stand"] == "te_laat":
        rijen = rijen.te_laat()
    elif w["stand"] == "afgerond":
        rijen = rijen.filter(gesloten_op__isnull=False).order_by("-gesloten_op", "-pk")
    if w["niveau"]:
        rijen = rijen.filter(niveau=w["niveau"])
    return rijen.select_related("project__gemeente", "eigenaar")


def _escalaties_in(user, keuze):
    return keuze.in_gebied(Escalatie.objects.for_user(user), "project__gemeente")


def escalatiestand(user, keuze) -> dict[str, int]:
    """How many are open in the chosen gebied, and how many of those are late; one query."""
    te_laat = Q(uiterlijk__lt=timezone.localdate())
    return _escalaties_in(user, keuze).open().aggregate(open=Count("pk"), te_laat=Count("pk", filter=te_laat))


# Bundling


@dataclass(frozen=True)
class Bundel:
    """What was ticked, as far as this reader may read it, and what stands in the way of bundling it."""

    knelpunten: tuple[Projectknelpunt, ...]
    bezwaren: tuple[str, ...]

    @property
    def vrij(self) -> list[Projectknelpunt]:
        """Those that can be bundled."""
        return [k for k in self.knelpunten if k.bundelbaar]

    @property
    def projecten(self) -> int:
        return len({k.project_id for k in self.vrij})

    @property
    def voorstel(self) -> dict[str, str]:
        """A title and the beginning of a question. From kinds and numbers alone: never from what was written."""
        if self.projecten < MINSTENS:
            return {}
        soort = Counter(k.get_categorie_display() for k in self.vrij).most_common(1)[0][0]
        provincies = len({k.project.gemeente.provincie_id for k in self.vrij})
        waar = f"{self.projecten} projecten" + (f" in {provincies} provincies" if provincies > 1 else "")
        # The first letter alone: a kind may hold a name.
        return {"titel": soort, "vraag": f"In {waar} speelt hetzelfde knelpunt: {soort[0].lower()}{soort[1:]}.\n\n"}


def lees_bundel(nummers: list[str], user) -> Bundel:
    """`nummers` as they stand in a url: what is no number, or may not be read, falls out."""
    sleutels = [int(n) for n in nummers if n.isascii() and n.isdigit() and len(n) < 10]
    gekozen = (
        Projectknelpunt.objects.for_user(user)
        .filter(pk__in=sleutels)
        .select_related("project__gemeente", "agenderingspunt")
        .order_by("project__naam", "pk")
    )
    knelpunten = tuple(gekozen)
    return Bundel(knelpunten, tuple(fout for k in knelpunten if (fout := waarom_niet_te_bundelen(k))))


def open_punten(user):
    """Points that still take knelpunten."""
    return Agenderingspunt.objects.for_user(user).open()


def geadresseerden():
    """Organisations to which a point can be put."""
    return Organisatie.objects.filter(soort__in=Geadresseerde.values).order_by("soort", "naam")


def verschillen(opgeslagen: Agenderingspunt, form) -> list[dict[str, str]]:
    """What two people made of one point: name, what is stored, and what this person filled in."""
    return [
        {"veld": veld.label, "opgeslagen": _toon(opgeslagen, naam), "eigen": _toon(form.instance, naam)}
        for naam, veld in form.fields.items()
        if naam in form._meta.fields and getattr(opgeslagen, naam) != getattr(form.instance, naam)
    ]


def _toon(punt: Agenderingspunt, naam: str) -> str:
    if naam == "geadresseerde":
        return punt.get_geadresseerde_display()
    waarde = getattr(punt, naam)
    return date_format(waarde, "j F Y") if isinstance(waarde, datetime.date) else str(waarde or "leeg")
