"""Every write to a project and what hangs on it. `by` is who does it; the history shows the name."""

import datetime

import pghistory
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from programmering.plannen.actions import VersieConflict
from programmering.plots.models import Plot
from projecten.fouten import eis_geweest
from woonzorg.organisaties.models import Gebruiker, Organisatie, Organisatiesoort

from .lijsten import VAN_PLOTROL, Conditie, Projectrol
from .models import (
    Actie,
    Betrokkenheid,
    Conditiescore,
    Document,
    Documentinhoud,
    Faseovergang,
    Project,
    Projectcommitment,
    Projectpartner,
)


@transaction.atomic
def bewaar_project(*, project: Project, by: str, verwachte_versie: int | None = None) -> Project:
    """Saves a project; a new one gets its first phase, and the partners of its plot.

    Raises ValidationError when a field is wrong; VersieConflict when the stored project is not the one opened.
    """
    nieuw = project.pk is None
    if not nieuw:
        neem(project, verwachte_versie)
        project.versie += 1
    _toets_plek(project)
    eis_geweest(project.fase_sinds, "fase_sinds")
    project.full_clean()
    project.gewijzigd = timezone.now()
    with pghistory.context(door=by):
        project.save()
        if nieuw:
            Faseovergang.objects.create(
                project=project, fase=project.fase, datum=project.fase_sinds, toelichting="begin", door_naam=by
            )
            if project.plot:
                _neem_partners_over(project, project.plot)
    return project


def neem(project: Project, versie: int | None) -> None:
    """Locks the stored row until the commit; VersieConflict unless it is the one that was opened."""
    opgeslagen = Project.objects.select_for_update().only("versie").get(pk=project.pk)
    if opgeslagen.versie != project.versie or versie not in (None, opgeslagen.versie):
        raise VersieConflict


def _toets_plek(project: Project) -> None:
    for veld, plek in (("plan", project.plan), ("plot", project.plot)):
        if plek and plek.gemeente_id != project.gemeente_id:
            raise ValidationError({veld: f"Dit {veld} ligt in {plek.gemeente}. Kies er een in {project.gemeente}."})


def _neem_partners_over(project: Project, plot: Plot) -> None:
    """What was laid down at the plot is not typed again: its running partners and their commitment."""
    for van in plot.partners.lopend().select_related("organisatie").prefetch_related("commitments"):
        soort = van.organisatie.soort if van.organisatie else ""
        partner = Projectpartner.objects.create(
            project=project,
            rol=_rol_van(soort, van.rol),
            organisatie=van.organisatie,
            naam=van.naam,
            contact=van.contact,
            van=van.van,
        )
        Projectcommitment.objects.bulk_create(
            Projectcommitment(partner=partner, niveau=c.niveau, datum=c.datum, toelichting=c.toelichting)
            for c in van.commitments.all()
        )


def _rol_van(organisatiesoort: str, plotrol: str) -> str:
    """The organisation says what it is, an investeerder for one; a mere name has the role of the plot."""
    if organisatiesoort == Organisatiesoort.BEWONERSINITIATIEF:
        return Projectrol.BEWONERS
    if organisatiesoort in Projectrol.values:
        return organisatiesoort
    return VAN_PLOTROL[plotrol]


@transaction.atomic
def zet_fase(
    *,
    project: Project,
    fase: str,
    datum: datetime.date,
    toelichting: str = "",
    by: str,
    verwachte_versie: int | None = None,
) -> Project:
    """Takes the project to another phase, also back. Raises ValidationError for the same phase or an impossible day."""
    neem(project, verwachte_versie)
    if project.gestopt_op:
        raise ValidationError("Dit project is gestopt. Hervat het eerst.")
    if fase == project.fase:
        raise ValidationError({"fase": f"Het project is al in de fase {project.get_fase_display()}."})
    eis_geweest(datum, "datum")
    if datum < project.fase_sinds:
        sinds = f"{project.fase_sinds:%d-%m-%Y}"
        raise ValidationError({"datum": f"De vorige fase begon op {sinds}. Vul die dag of een latere dag in."})
    project.fase, project.fase_sinds = fase, datum
    overgang = Faseovergang(project=project, fase=fase, datum=datum, toelichting=toelichting.strip(), door_naam=by)
    overgang.full_clean()
    with pghistory.context(door=by):
        overgang.save()
        _schrijf(project, "fase", "fase_sinds")
    return project


def _schrijf(project: Project, *velden: str) -> None:
    project.versie += 1
    project.gewijzigd = timezone.now()
    project.save(update_fields=[*velden, "versie", "gewijzigd"])


@transaction.atomic
def zet_ritme(
    *, project: Project, ritme: str, datum: datetime.date, by: str, verwachte_versie: int | None = None
) -> Project:
    """How often the adviser is in touch from `datum` on."""
    neem(project, verwachte_versie)
    eis_geweest(datum, "datum")
    project.ritme, project.ritme_sinds = ritme, datum
    project.full_clean()
    with pghistory.context(door=by):
        _schrijf(project, "ritme", "ritme_sinds")
    return project


@transaction.atomic
def stop_project(*, project: Project, datum: datetime.date, reden: str, by: str) -> Project:
    """The project does not go on; all that was written stays."""
    neem(project, None)
    if project.gestopt_op:
        raise ValidationError(f"Dit project is al gestopt, op {project.gestopt_op:%d-%m-%Y}.")
    if not reden.strip():
        raise ValidationError({"reden": "Schrijf in een zin waarom het project stopt."})
    eis_geweest(datum, "datum")
    project.gestopt_op, project.gestopt_reden = datum, reden.strip()
    project.full_clean()
    with pghistory.context(door=by):
        _schrijf(project, "gestopt_op", "gestopt_reden")
    return project


@transaction.atomic
def hervat_project(*, project: Project, by: str) -> Project:
    neem(project, None)
    project.gestopt_op, project.gestopt_reden = None, ""
    with pghistory.context(door=by):
        _schrijf(project, "gestopt_op", "gestopt_reden")
    return project


@transaction.atomic
def zet_projectleider(
    *,
    project: Project,
    gebruiker: Gebruiker | None,
    naam: str,
    contact: str,
    by: str,
    verwachte_versie: int | None = None,
) -> Project:
    """Names who leads the project. With an account, that person sees this project from the next request on, and the
    one before no longer does."""
    neem(project, verwachte_versie)
    project.projectleider = gebruiker
    project.projectleider_naam = gebruiker.naam if gebruiker else naam.strip()
    project.projectleider_contact = contact.strip()
    project.full_clean()
    with pghistory.context(door=by):
        _schrijf(project, "projectleider", "projectleider_naam", "projectleider_contact")
    return project


@transaction.atomic
def zet_adviseur(*, project: Project, adviseur: Gebruiker | None, by: str) -> Project:
    neem(project, None)
    project.adviseur = adviseur
    with pghistory.context(door=by):
        _schrijf(project, "adviseur")
    return project


# Partners


@transaction.atomic
def voeg_partner_toe(
    *,
    project: Project,
    rol: str,
    naam: str = "",
    organisatie: Organisatie | None = None,
    contact: str = "",
    van: datetime.date | None = None,
    by: str,
) -> Projectpartner:
    """Adds a partner without any commitment. `naam` may be empty for an organisation: then it is its own."""
    Project.objects.select_for_update().get(pk=project.pk)
    naam = naam.strip() or (organisatie.naam if organisatie else "")
    if not naam:
        raise ValidationError({"naam": "Kies een organisatie, of vul de naam van de partner in."})
    if organisatie and project.partners.lopend().filter(rol=rol, organisatie=organisatie).exists():
        raise ValidationError(f"{organisatie} heeft deze rol al in dit project.")
    partner = Projectpartner(
        project=project,
        rol=rol,
        organisatie=organisatie,
        naam=naam,
        contact=contact.strip(),
        van=van or timezone.localdate(),
    )
    eis_geweest(partner.van, "van")
    partner.full_clean()
    with pghistory.context(door=by):
        partner.save()
    return partner


@transaction.atomic
def beeindig_partner(*, partner: Projectpartner, datum: datetime.date, by: str) -> Projectpartner:
    """From `datum` on the partner is gone and sees the project no longer; its commitment stays in the story."""
    opgeslagen = Projectpartner.objects.select_for_update().get(pk=partner.pk)
    if opgeslagen.tot:
        raise ValidationError("Deze partner is al vertrokken.")
    eis_geweest(datum, "tot")
    if datum < opgeslagen.van:
        raise ValidationError({"tot": "De partner was er toen nog niet. Kies een latere dag."})
    opgeslagen.tot = datum
    with pghistory.context(door=by):
        opgeslagen.save(update_fields=["tot"])
    return opgeslagen


@transaction.atomic
def zet_commitment(
    *, partner: Projectpartner, niveau: str, datum: datetime.date, toelichting: str = "", by: str
) -> Projectcommitment:
    """Lays down that the partner said yes on this level; replaces what stood there."""
    if Projectpartner.objects.select_for_update().get(pk=partner.pk).tot:
        raise ValidationError("Deze partner is vertrokken; er valt niets meer vast te leggen.")
    eis_geweest(datum, "datum")
    commitment = partner.commitments.filter(niveau=niveau).first() or Projectcommitment(partner=partner, niveau=niveau)
    commitment.datum, commitment.toelichting = datum, toelichting.strip()
    commitment.full_clean()
    with pghistory.context(door=by):
        commitment.save()
    return commitment


@transaction.atomic
def haal_commitment_weg(*, partner: Projectpartner, niveau: str, by: str) -> bool:
    """Takes a commitment back; False when there was none."""
    with pghistory.context(door=by):
        aantal, _ = partner.commitments.filter(niveau=niveau).delete()
    return bool(aantal)


# Conditions, involvement, actions


@transaction.atomic
def scoor(
    *, project: Project, scores: dict[str, tuple[int, str]], datum: datetime.date, by: str
) -> list[Conditiescore]:
    """Lays down how conditions stand on `datum`: conditie -> (score, reason). One left out is not scored."""
    eis_geweest(datum, "datum")
    if not scores:
        raise ValidationError("Geef minstens één conditie een score.")
    # Two who score the same day wait for each other; the later one replaces.
    Project.objects.select_for_update().only("pk").get(pk=project.pk)
    opgeslagen = []
    with pghistory.context(door=by):
        for conditie, (score, toelichting) in scores.items():
            rij = project.scores.filter(conditie=conditie, datum=datum).first() or Conditiescore(
                project=project, conditie=Conditie(conditie), datum=datum
            )
            rij.score, rij.toelichting, rij.door_naam = score, toelichting.strip(), by
            rij.full_clean()
            rij.save()
            opgeslagen.append(rij)
    return opgeslagen


@transaction.atomic
def bewaar_betrokkenheid(*, betrokkenheid: Betrokkenheid, by: str) -> Betrokkenheid:
    eis_geweest(betrokkenheid.datum, "datum")
    betrokkenheid.door_naam = by
    betrokkenheid.full_clean()
    with pghistory.context(door=by):
        betrokkenheid.save()
    return betrokkenheid


@transaction.atomic
def bewaar_actie(*, actie: Actie, by: str) -> Actie:
    """Needs an owner, with or without an account, and one who can read it: else it is not done.

    Raises ValidationError, and writes nothing, when the chosen account may not see the action.
    """
    if actie.eigenaar:
        actie.eigenaar_naam = actie.eigenaar.naam
    if not actie.eigenaar_naam.strip():
        raise ValidationError({"eigenaar_naam": "Vul in wie dit doet."})
    actie.door_naam = actie.door_naam or by
    actie.full_clean()
    with pghistory.context(door=by):
        actie.save()
    if actie.eigenaar and not Actie.objects.for_user(actie.eigenaar).filter(pk=actie.pk).exists():
        raise ValidationError({"zichtbaarheid": f"{actie.eigenaar} kan dit zo niet lezen. Kies wie dit mag lezen."})
    return actie


@transaction.atomic
def rond_actie_af(*, actie: Actie, gedaan: bool, by: str) -> Actie:
    """Done today, or open again."""
    actie = Actie.objects.select_for_update().get(pk=actie.pk)
    actie.gedaan_op = timezone.localdate() if gedaan else None
    with pghistory.context(door=by):
        actie.save(update_fields=["gedaan_op"])
    return actie


@transaction.atomic
def voeg_document_toe(*, document: Document, inhoud: bytes = b"", by: str) -> Document:
    """Keeps a link, or a file whose content has been checked (woonzorg.bestanden)."""
    document.grootte = len(inhoud)
    document.door_naam = by
    document.full_clean()
    with pghistory.context(door=by):
        document.save()
        if inhoud:
            Documentinhoud.objects.create(document=document, inhoud=inhoud)
    return document


@transaction.atomic
def verwijder_document(*, document: Document, by: str) -> None:
    with pghistory.context(door=by):
        document.delete()
