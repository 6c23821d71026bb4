"""Pages that write what hangs on a project: phase, coaching, leader, partners, conditions, actions, documents."""

from contextlib import suppress

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header, url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from programmering.plannen.actions import VersieConflict
from projecten.fouten import neem_fouten_over
from woonzorg.organisaties.actions import nodig_zonder_organisatie_uit
from woonzorg.organisaties.permissions import Permission, organisaties_met
from woonzorg.organisaties.toegang import of_404

from . import actions
from .calculations import condities
from .forms import (
    ActieForm,
    BeeindigForm,
    BetrokkenheidForm,
    CoachingForm,
    CommitmentForm,
    ConditieForm,
    DocumentForm,
    FaseForm,
    LeiderForm,
    PartnerForm,
    StopForm,
)
from .lijsten import Score
from .models import Actie, Betrokkenheid, Document, Project, Projectpartner
from .views import kruimels, zichtbaar_project


def _te_wijzigen(request, pk: int) -> Project:
    project = zichtbaar_project(request, pk)
    of_404(project.wijzigbaar_voor(request.user))
    return project


def _te_coachen(request, pk: int) -> Project:
    project = zichtbaar_project(request, pk)
    of_404(project.coachbaar_door(request.user))
    return project


def _schrijf(request, project: Project, form, titel: str, doe, *, klaar: str, anker: str = "", sjabloon="deel", **meer):
    """Every form here goes the same way: show it, or do it and go back to the project; wrong input stays typed."""
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                doe(form)
        except ValidationError as fout:
            neem_fouten_over(form, fout)
        except VersieConflict:
            form.add_error(None, "Iemand anders wijzigde dit project intussen. Kijk wat er nu staat en bewaar opnieuw.")
            form.data = form.data.copy()
            form.data["versie"] = Project.objects.values_list("versie", flat=True).get(pk=project.pk)
        else:
            messages.success(request, klaar)
            return redirect(f"{project.get_absolute_url()}{anker}")
    context = {"project": project, "form": form, "titel": titel, "kruimels": kruimels(project, op_project=True), **meer}
    return render(request, f"projecten/{sjabloon}.html", context, status=422 if form.errors else 200)


@login_required
def project_fase(request, pk: int):
    project = _te_wijzigen(request, pk)
    form = FaseForm(request.POST or None, project=project)

    def doe(form):
        gegevens = dict(form.cleaned_data)
        versie = gegevens.pop("versie")
        actions.zet_fase(project=project, by=str(request.user), verwachte_versie=versie, **gegevens)

    return _schrijf(request, project, form, "Naar een andere fase", doe, klaar="De fase is bijgewerkt.")


@login_required
def project_coaching(request, pk: int):
    project = _te_coachen(request, pk)
    form = CoachingForm(request.POST or None, project=project)

    def doe(form):
        gegevens, door = form.cleaned_data, str(request.user)
        actions.neem(project, gegevens["versie"])
        if gegevens["adviseur"] != project.adviseur:
            actions.zet_adviseur(project=project, adviseur=gegevens["adviseur"], by=door)
        if gegevens["ritme"] != project.ritme:
            actions.zet_ritme(project=project, ritme=gegevens["ritme"], datum=gegevens["datum"], by=door)

    return _schrijf(request, project, form, "Adviseur en ritme", doe, klaar="Adviseur en ritme zijn bewaard.")


@login_required
def project_leider(request, pk: int):
    project = _te_wijzigen(request, pk)
    # Handing over who leads is for who looks after the project, not for the one who leads it now.
    of_404(not project.geleid_door(request.user) or project.coachbaar_door(request.user))
    form = LeiderForm(request.POST or None, project=project)

    def doe(form):
        gegevens = dict(form.cleaned_data)
        email, versie = gegevens.pop("email"), gegevens.pop("versie")
        wie = None
        if email:
            waarvoor = f"projectleider van {project} in {project.gemeente}"
            wie = nodig_zonder_organisatie_uit(email=email, naam=gegevens["naam"], waarvoor=waarvoor, request=request)
        actions.zet_projectleider(
            project=project, gebruiker=wie, by=str(request.user), verwachte_versie=versie, **gegevens
        )

    return _schrijf(request, project, form, "Projectleider", doe, klaar="De projectleider is bewaard.")


@login_required
def project_stoppen(request, pk: int):
    project = _te_wijzigen(request, pk)
    form = StopForm(request.POST or None)

    def doe(form):
        actions.stop_project(project=project, by=str(request.user), **form.cleaned_data)

    uitleg = "Alles wat is geschreven blijft staan. U kunt het project later hervatten."
    return _schrijf(request, project, form, "Project stoppen", doe, klaar="Het project is gestopt.", uitleg=uitleg)


@login_required
@require_POST
def project_hervatten(request, pk: int):
    project = _te_wijzigen(request, pk)
    if project.gestopt_op:
        # Who clicked twice, or after another, finds it running.
        with suppress(VersieConflict):
            actions.hervat_project(project=project, by=str(request.user))
            messages.success(request, "Het project loopt weer.")
    return redirect(project)


# Partners


@login_required
def projectpartner_nieuw(request, pk: int):
    project = _te_wijzigen(request, pk)
    form = PartnerForm(request.POST or None, initial={"rol": request.GET.get("rol", "")})

    def doe(form):
        actions.voeg_partner_toe(project=project, by=str(request.user), **form.cleaned_data)

    return _schrijf(
        request, project, form, "Partner toevoegen", doe, klaar="De partner is toegevoegd.", anker="#partners"
    )


def _partner(request, pk: int, partner: int) -> Projectpartner:
    """A running partner, for who works in the project and for its own organisation."""
    project = zichtbaar_project(request, pk)
    rij = get_object_or_404(project.partners.lopend(), pk=partner)
    eigen = rij.organisatie_id in organisaties_met(request.user, Permission.PROJECT_MEEDOEN)
    of_404(eigen or project.wijzigbaar_voor(request.user))
    rij.project = project
    return rij


@login_required
def projectpartner(request, pk: int, partner: int):
    rij = _partner(request, pk, partner)
    form = CommitmentForm(request.POST or None)

    def doe(form):
        actions.zet_commitment(partner=rij, by=str(request.user), **form.cleaned_data)

    return _schrijf(
        request, rij.project, form, f"Commitment van {rij.naam}", doe, klaar="Het commitment is vastgelegd.",
        anker="#partners", sjabloon="partner", partner=rij, commitments=list(rij.commitments.all()),
        mag_beeindigen=rij.project.wijzigbaar_voor(request.user),
    )  # fmt: skip


@login_required
@require_POST
def projectcommitment_weg(request, pk: int, partner: int, niveau: str):
    rij = _partner(request, pk, partner)
    if actions.haal_commitment_weg(partner=rij, niveau=niveau, by=str(request.user)):
        messages.success(request, "Het commitment is weggehaald.")
    return redirect("projectpartner", pk, partner)


@login_required
def projectpartner_beeindigen(request, pk: int, partner: int):
    rij = _partner(request, pk, partner)
    of_404(rij.project.wijzigbaar_voor(request.user))
    form = BeeindigForm(request.POST or None)

    def doe(form):
        actions.beeindig_partner(partner=rij, datum=form.cleaned_data["tot"], by=str(request.user))

    titel, klaar = f"{rij.naam} doet niet meer mee", f"{rij.naam} doet niet meer mee."
    return _schrijf(request, rij.project, form, titel, doe, klaar=klaar, anker="#partners")


# Conditions, involvement, actions, documents


@login_required
def project_condities(request, pk: int):
    project = _te_wijzigen(request, pk)
    standen = condities(project.scores.values_list("conditie", "datum", "score", "toelichting"))
    vorige = {s.conditie.value: Score(s.nu.score).label for s in standen if s.nu}
    form = ConditieForm(request.POST or None, vorige=vorige)

    def doe(form):
        actions.scoor(project=project, scores=form.scores, datum=form.cleaned_data["datum"], by=str(request.user))

    return _schrijf(
        request, project, form, "Hoe staan de condities?", doe, klaar="De scores zijn bewaard.", anker="#condities",
        sjabloon="condities",
    )  # fmt: skip


@login_required
def betrokkenheid_nieuw(request, pk: int):
    return _betrokkenheid(request, Betrokkenheid(project=_te_wijzigen(request, pk)))


@login_required
def betrokkenheid_bewerken(request, pk: int, betrokkenheid: int):
    project = _te_wijzigen(request, pk)
    rij = get_object_or_404(project.betrokkenheid, pk=betrokkenheid)
    rij.project = project
    return _betrokkenheid(request, rij)


def _betrokkenheid(request, rij: Betrokkenheid):
    form = BetrokkenheidForm(request.POST or None, instance=rij)

    def doe(form):
        actions.bewaar_betrokkenheid(betrokkenheid=form.instance, by=str(request.user))

    return _schrijf(
        request, rij.project, form, "Betrokkenheid van ouderen", doe, klaar="De betrokkenheid is bewaard.",
        anker="#ouderen",
    )  # fmt: skip


@login_required
def actie_nieuw(request, pk: int):
    return _actie(request, Actie(project=_te_wijzigen(request, pk)))


@login_required
def actie_bewerken(request, pk: int, actie: int):
    project = _te_wijzigen(request, pk)
    # One that came from a contact is edited there, or the two would say different things.
    rij = get_object_or_404(Actie.objects.for_user(request.user).filter(project=project, contact=None), pk=actie)
    rij.project = project
    return _actie(request, rij)


def _actie(request, rij: Actie):
    form = ActieForm(request.POST or None, instance=rij, user=request.user)

    def doe(form):
        actions.bewaar_actie(actie=form.instance, by=str(request.user))

    return _schrijf(request, rij.project, form, "Stap of actiepunt", doe, klaar="De actie is bewaard.", anker="#acties")


@login_required
@require_POST
def actie_afronden(request, pk: int, actie: int):
    """Done, or open again (`open=1`); by its owner, or by who works in the project. Goes back where one was."""
    project = zichtbaar_project(request, pk)
    rij = get_object_or_404(Actie.objects.for_user(request.user).filter(project=project), pk=actie)
    of_404(rij.eigenaar_id == request.user.pk or project.wijzigbaar_voor(request.user))
    gedaan = not request.POST.get("open")
    actions.rond_actie_af(actie=rij, gedaan=gedaan, by=str(request.user))
    messages.success(request, f"{'Gedaan' if gedaan else 'Weer open'}: {rij.wat}")
    terug = request.POST.get("terug", "")
    if not (terug.startswith("/") and url_has_allowed_host_and_scheme(terug, allowed_hosts=None)):
        terug = f"{project.get_absolute_url()}#acties"
    return redirect(terug)


@login_required
def document_nieuw(request, pk: int):
    project = _te_wijzigen(request, pk)
    document = Document(project=project)
    form = DocumentForm(request.POST or None, request.FILES or None, instance=document, user=request.user)

    def doe(form):
        bestand = form.cleaned_data["bestand"]
        if bestand:
            document.bestandsnaam, document.soort = bestand.name[:200], form.mime
        actions.voeg_document_toe(document=document, inhoud=bestand.read() if bestand else b"", by=str(request.user))

    return _schrijf(
        request, project, form, "Document toevoegen", doe, klaar="Het document is toegevoegd.", anker="#documenten"
    )


def _document(request, pk: int, document: int) -> Document:
    project = zichtbaar_project(request, pk)
    return get_object_or_404(Document.objects.for_user(request.user).filter(project=project), pk=document)


@login_required
@require_GET
def document(request, pk: int, document: int):
    """The file itself, to keep and never to open within the portal: what is in it is somebody else's."""
    rij = _document(request, pk, document)
    of_404(bool(rij.bestandsnaam))
    antwoord = HttpResponse(bytes(rij.inhoud.inhoud), content_type=rij.soort)
    antwoord["Content-Disposition"] = content_disposition_header(True, rij.bestandsnaam)
    antwoord["Content-Security-Policy"] = "sandbox; default-src 'none'"
    antwoord["Cache-Control"] = "private, no-store"
    return antwoord


@login_required
@require_POST
def document_verwijderen(request, pk: int, document: int):
    rij = _document(request, pk, document)
    of_404(rij.project.wijzigbaar_voor(request.user))
    actions.verwijder_document(document=rij, by=str(request.user))
    messages.success(request, f"{rij.naam} is verwijderd.")
    return redirect("project", pk)
