"""What someone should do now, each with the page where it is done. Only what the portal knows, nothing invented."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from programmering.imports.models import Import
from programmering.opgaven.models import Opgave, Opgavestatus
from programmering.opmerkingen.selectors import open_vermeldingen
from programmering.partners.models import Voorstel
from programmering.plannen.models import Plan
from programmering.plots.herinneringen import TERMIJNEN
from programmering.plots.lijsten import Plotstatus
from programmering.plots.models import Plot
from programmering.voortgang.models import Berekening, Bijdrage
from projecten.agendering.lijsten import Puntstatus
from projecten.agendering.models import Agenderingspunt, AgenderingspuntQuerySet
from projecten.project.models import Actie
from projecten.tafels.selectors import broze_tafels
from woonzorg.gebieden.models import Gemeente
from woonzorg.gebieden.soorten import Gebied, Gebiedssoort
from woonzorg.organisaties.permissions import Permission, has_permission
from woonzorg.post.models import Bericht


@dataclass(frozen=True)
class Taak:
    titel: str
    uitleg: str
    url: str
    dringend: bool = False


def taken(user, gebied: Gebied, periode) -> list[Taak]:
    """In order of urgency; empty when nothing is asked."""
    lijst = []
    if has_permission(user, Permission.PLAN_WIJZIGEN):
        lijst += _plannen(user, gebied)
    if gebied.soort == Gebiedssoort.GEMEENTE:
        lijst += _opgave(user, gebied, periode)
    if has_permission(user, Permission.PLAN_INTERN):
        lijst += _vermeldingen(user)
    if has_permission(user, Permission.PLAN_IMPORTEREN):
        lijst += _imports(user)
    if has_permission(user, Permission.BEREKENING_BEHEREN):
        lijst += _berekening()
    if has_permission(user, Permission.PLOT_WIJZIGEN):
        lijst += _voorstellen(user) + _reserveringen(user, gebied)
    if has_permission(user, Permission.VOORSTEL_DOEN) and not has_permission(user, Permission.PLOT_WIJZIGEN):
        lijst.append(Taak("Welke plots zoeken iemand als u?", "Bekijk ze en meld interesse.", reverse("plot-zoekt")))
    if has_permission(user, Permission.POST_BEHEREN):
        lijst += _post(user)
    if has_permission(user, Permission.TAFEL_BEHEREN):
        lijst += _tafels(user, gebied)
    lijst += _acties(user) + _agenda(user)
    return sorted(lijst, key=lambda t: not t.dringend)


def _plannen(user, gebied: Gebied) -> list[Taak]:
    plannen = Plan.objects.for_user(user).in_gebied(gebied)
    lijst = f"{reverse('plan-lijst')}?gebied={gebied.code}"
    taken = []
    concept = plannen.filter(invoerstatus="concept").count()
    if concept:
        titel = f"{concept} {'plan is' if concept == 1 else 'plannen zijn'} nog concept"
        taken.append(Taak(titel, "Een concept telt nergens mee.", f"{lijst}&invoerstatus=concept", dringend=True))
    onbekend = Bijdrage.objects.filter(plan=OuterRef("pk"), categorie="onbekend", schakel__in=["hard", "zacht"])
    niet_ingedeeld = plannen.filter(Exists(onbekend)).count()
    if niet_ingedeeld:
        wie = "plan heeft" if niet_ingedeeld == 1 else "plannen hebben"
        titel = f"{niet_ingedeeld} {wie} woningen die nog niet zijn ingedeeld"
        uitleg = "Zonder woningtype tellen ze niet mee voor de opgave."
        taken.append(Taak(titel, uitleg, f"{lijst}&woningtype=onbekend"))
    return taken


def _opgave(user, gebied: Gebied, periode) -> list[Taak]:
    gemeente = Gemeente.objects.geldig_op().filter(code=gebied.code).first()
    opgave = Opgave.objects.geldend().filter(gemeente=gemeente, periode__slug=periode.slug).first()
    if gemeente is None or (opgave and opgave.status != Opgavestatus.INDICATIEF):
        return []
    uitleg = "Leg vast wat in de woondeal is afgesproken of door de raad is vastgesteld."
    if not has_permission(user, Permission.OPGAVE_VASTLEGGEN, gebied=gemeente):
        uitleg = "De vaststeller van uw gemeente kan de afspraak vastleggen."
    titel = f"De opgave {periode.naam} is nog indicatief" if opgave else f"Er is nog geen opgave {periode.naam}"
    return [Taak(titel, uitleg, reverse("opgave", args=[gemeente.code]), dringend=True)]


def _imports(user) -> list[Taak]:
    open_ = Import.objects.for_user(user).filter(status=Import.Status.GECONTROLEERD, door=user).first()
    if open_ is None:
        return []
    return [Taak(f"Import '{open_.bestandsnaam}' is gecontroleerd", "Leg hem vast of gooi hem weg.",
                 reverse("import", args=[open_.pk]), dringend=True)]  # fmt: skip


def _vermeldingen(user) -> list[Taak]:
    wachtend = open_vermeldingen(user).count()
    if not wachtend:
        return []
    titel = "U bent genoemd in " + ("een opmerking" if wachtend == 1 else f"{wachtend} opmerkingen")
    return [Taak(titel, "Een collega wacht op uw antwoord bij een plan.", reverse("vermelding-lijst"), dringend=True)]


def _berekening() -> list[Taak]:
    verschil = Berekening.objects.filter(soort=Berekening.Soort.VOLLEDIG).first()
    if verschil is None or not verschil.verschillen:
        return []
    titel = f"De laatste volledige berekening vond {verschil.verschillen} verschillen"
    return [Taak(titel, "Bekijk om welke plannen het gaat.", reverse("berekeningen"), dringend=True)]


def _voorstellen(user) -> list[Taak]:
    wachtend = Voorstel.objects.te_besluiten(user).count()
    if not wachtend:
        return []
    titel = f"{wachtend} {'voorstel wacht' if wachtend == 1 else 'voorstellen wachten'} op uw besluit"
    uitleg = "Van partners die willen meedoen of iets willen wijzigen."
    return [Taak(titel, uitleg, f"{reverse('voorstel-lijst')}?status=open", dringend=True)]


def _reserveringen(user, gebied: Gebied) -> list[Taak]:
    grens = timezone.localdate() + timedelta(days=max(TERMIJNEN))
    plots = Plot.objects.for_user(user).in_gebied(gebied)
    aantal = plots.filter(status=Plotstatus.GERESERVEERD, reservering_tot__lte=grens).count()
    if not aantal:
        return []
    titel = f"{aantal} {'reservering loopt' if aantal == 1 else 'reserveringen lopen'} binnen {max(TERMIJNEN)} dagen af"
    uitleg = "Leg de plot vast, verleng de reservering of laat haar vervallen."
    url = f"{reverse('plot-lijst')}?gebied={gebied.code}&status={Plotstatus.GERESERVEERD}&volgorde=reservering_tot"
    return [Taak(titel, uitleg, url, dringend=True)]


def _post(user) -> list[Taak]:
    mislukt = Bericht.objects.for_user(user).opnieuw_te_versturen().count()
    if not mislukt:
        return []
    titel = f"{mislukt} {'mail is' if mislukt == 1 else 'mails zijn'} niet verstuurd"
    return [Taak(titel, "Kijk waarom en verstuur opnieuw.", f"{reverse('post-lijst')}?status=mislukt", dringend=True)]


def _acties(user) -> list[Taak]:
    """Own actions whose day has passed: each, or for who coaches all of them at once, on the page of today."""
    te_laat = Actie.objects.for_user(user).te_laat().filter(eigenaar=user)
    if has_permission(user, Permission.PROJECT_COACHEN):
        aantal = te_laat.count()
        titel = f"{aantal} {'actie is' if aantal == 1 else 'acties zijn'} te laat"
        return [Taak(titel, "Wat u bij projecten zou doen.", reverse("vandaag"), dringend=True)] if aantal else []
    return [
        Taak(a.wat, f"Actie bij {a.project}, te laat sinds {date_format(a.uiterlijk, 'j F Y')}.",
             f"{a.project.get_absolute_url()}#acties", dringend=True)
        for a in te_laat.select_related("project")[:4]
    ]  # fmt: skip


def _agenda(user) -> list[Taak]:
    """What was put to one's organisation and waits for its answer."""
    punten = Agenderingspunt.objects.for_user(user).open().filter(AgenderingspuntQuerySet.geadresseerd_q(user))
    wachtend = punten.exclude(status=Puntstatus.CONCEPT).count()
    if not wachtend:
        return []
    titel = f"{wachtend} {'agenderingspunt wacht' if wachtend == 1 else 'agenderingspunten wachten'} op uw antwoord"
    return [Taak(titel, "Knelpunten uit projecten die u kunt oplossen.", reverse("agenda-lijst"), dringend=True)]


def _tafels(user, gebied: Gebied) -> list[Taak]:
    broos = broze_tafels(user, gebied)
    if not broos:
        return []
    titel = f"{broos} {'overlegtafel is' if broos == 1 else 'overlegtafels zijn'} broos"
    url = f"{reverse('overlegtafel-lijst')}?gebied={gebied.code}&stand=broos"
    return [Taak(titel, "Er is lang niet overlegd, of er zit geen bestuurder.", url)]
