"""What someone should do now, each with the page where it is done. Only what the portal knows, nothing invented."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count, QuerySet, Value
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from programmering.drieslag.calculations import Antwoord, Drieslag
from programmering.imports.models import Import
from programmering.meldingen.models import Melding
from programmering.opmerkingen.selectors import open_vermeldingen
from programmering.partners.models import Voorstel
from programmering.plots.herinneringen import TERMIJNEN
from programmering.plots.lijsten import Plotstatus
from programmering.plots.models import Plot
from programmering.voortgang.models import Berekening
from projecten.agendering.lijsten import Puntstatus
from projecten.agendering.models import Agenderingspunt, AgenderingspuntQuerySet
from projecten.project.models import Actie
from projecten.tafels.selectors import broze_tafels
from woonzorg.gebieden.soorten import Gebied
from woonzorg.getallen import getal
from woonzorg.organisaties.permissions import Permission, has_permission
from woonzorg.post.models import Bericht


@dataclass(frozen=True)
class Taak:
    titel: str
    uitleg: str
    url: str
    dringend: bool = False


@dataclass(frozen=True)
class Telvraag:
    """A task that is there when something is counted: what to count, and the task for n of them."""

    vraag: QuerySet
    taak: Callable[[int], Taak]


def taken(user, gebied: Gebied, periode, drieslag: Drieslag | None = None) -> list[Taak]:
    """In order of urgency; empty when nothing is asked. All that is only counted is counted in one query."""
    lijst, telvragen = [], []
    if drieslag and drieslag.antwoord(1) != Antwoord.JA:
        lijst.append(_opgave(user, gebied, periode, drieslag))
    if has_permission(user, Permission.PLAN_INTERN):
        telvragen.append(_vermeldingen(user))
    if has_permission(user, Permission.PLAN_WIJZIGEN):
        telvragen.append(_meldingen(user))
    if any(has_permission(user, p) for p in (Permission.PLAN_IMPORTEREN, Permission.OPGAVE_VASTLEGGEN)):
        telvragen.append(_imports(user))
    if has_permission(user, Permission.BEREKENING_BEHEREN):
        lijst += _berekening()
    if has_permission(user, Permission.PLOT_WIJZIGEN):
        telvragen += [_voorstellen(user), _reserveringen(user, gebied)]
    if has_permission(user, Permission.VOORSTEL_DOEN) and not has_permission(user, Permission.PLOT_WIJZIGEN):
        lijst.append(Taak("Welke plots zoeken iemand als u?", "Bekijk ze en meld interesse.", reverse("plot-zoekt")))
    if has_permission(user, Permission.POST_BEHEREN):
        telvragen.append(_post(user))
    if has_permission(user, Permission.TAFEL_BEHEREN):
        lijst += _tafels(user, gebied)
    if has_permission(user, Permission.PROJECT_COACHEN):
        telvragen.append(_acties_te_laat(user))
    else:
        lijst += _acties(user)
    telvragen.append(_agenda(user))
    return sorted(lijst + _geteld(telvragen), key=lambda t: not t.dringend)


def _geteld(telvragen: list[Telvraag]) -> list[Taak]:
    delen = [
        t.vraag.order_by().values(nummer=Value(i)).annotate(n=Count("pk", distinct=True))
        for i, t in enumerate(telvragen)
    ]
    aantallen = {rij["nummer"]: rij["n"] for rij in delen[0].union(*delen[1:], all=True)} if delen else {}
    return [t.taak(aantallen[i]) for i, t in enumerate(telvragen) if aantallen.get(i)]


def _aantal(n: int, een: str, meer: str) -> str:
    return f"{getal(n)} {een if n == 1 else meer}"


def _opgave(user, gebied: Gebied, periode, drieslag: Drieslag) -> Taak:
    uitleg = "Leg vast wat in de woondeal is afgesproken of door de raad is vastgesteld."
    if not has_permission(user, Permission.OPGAVE_VASTLEGGEN):
        uitleg = "De vaststeller van uw gemeente kan de afspraak vastleggen."
    indicatief = drieslag.antwoord(1) == Antwoord.DEELS
    titel = f"De opgave {periode.naam} is nog indicatief" if indicatief else f"Er is nog geen opgave {periode.naam}"
    return Taak(titel, uitleg, reverse("opgave", args=[gebied.code]), dringend=True)


def _imports(user) -> Telvraag:
    def taak(n: int) -> Taak:
        titel = _aantal(n, "import is gecontroleerd", "imports zijn gecontroleerd")
        return Taak(titel, "Leg vast wat goed is, of gooi het weg.", reverse("import-lijst"), dringend=True)

    return Telvraag(Import.objects.for_user(user).filter(status=Import.Status.GECONTROLEERD, door=user), taak)


def _vermeldingen(user) -> Telvraag:
    def taak(n: int) -> Taak:
        titel = "U bent genoemd in " + ("een opmerking" if n == 1 else f"{n} opmerkingen")
        uitleg = "Een collega wacht op uw antwoord bij een plan."
        return Taak(titel, uitleg, reverse("vermelding-lijst"), dringend=True)

    return Telvraag(open_vermeldingen(user), taak)


def _meldingen(user) -> Telvraag:
    def taak(n: int) -> Taak:
        titel = f"{_aantal(n, 'melding wacht', 'meldingen wachten')} op antwoord"
        uitleg = "Bezoekers zeggen dat er iets niet klopt aan een plan."
        return Taak(titel, uitleg, reverse("melding-lijst"), dringend=True)

    return Telvraag(Melding.objects.for_user(user).nieuw(), taak)


def _berekening() -> list[Taak]:
    verschil = Berekening.objects.filter(soort=Berekening.Soort.VOLLEDIG).first()
    if verschil is None or not verschil.verschillen:
        return []
    titel = f"De laatste volledige berekening vond {verschil.verschillen} verschillen"
    return [Taak(titel, "Bekijk om welke plannen het gaat.", reverse("berekeningen"), dringend=True)]


def _voorstellen(user) -> Telvraag:
    def taak(n: int) -> Taak:
        titel = f"{_aantal(n, 'voorstel wacht', 'voorstellen wachten')} op uw besluit"
        uitleg = "Van partners die willen meedoen of iets willen wijzigen."
        return Taak(titel, uitleg, f"{reverse('voorstel-lijst')}?status=open", dringend=True)

    return Telvraag(Voorstel.objects.te_besluiten(user), taak)


def _reserveringen(user, gebied: Gebied) -> Telvraag:
    dagen = max(TERMIJNEN)
    grens = timezone.localdate() + timedelta(days=dagen)

    def taak(n: int) -> Taak:
        titel = f"{_aantal(n, 'reservering loopt', 'reserveringen lopen')} binnen {dagen} dagen af"
        uitleg = "Leg de plot vast, verleng de reservering of laat haar vervallen."
        url = f"{reverse('plot-lijst')}?gebied={gebied.code}&status={Plotstatus.GERESERVEERD}&volgorde=reservering_tot"
        return Taak(titel, uitleg, url, dringend=True)

    plots = Plot.objects.for_user(user).in_gebied(gebied)
    return Telvraag(plots.filter(status=Plotstatus.GERESERVEERD, reservering_tot__lte=grens), taak)


def _post(user) -> Telvraag:
    def taak(n: int) -> Taak:
        titel = _aantal(n, "mail is niet verstuurd", "mails zijn niet verstuurd")
        return Taak(titel, "Kijk waarom en verstuur opnieuw.", f"{reverse('post-lijst')}?status=mislukt", dringend=True)

    return Telvraag(Bericht.objects.for_user(user).opnieuw_te_versturen(), taak)


def _eigen_te_laat(user) -> QuerySet:
    return Actie.objects.for_user(user).te_laat().filter(eigenaar=user)


def _acties_te_laat(user) -> Telvraag:
    """For who coaches: all of them at once, on the page of today."""

    def taak(n: int) -> Taak:
        titel = _aantal(n, "actie is te laat", "acties zijn te laat")
        return Taak(titel, "Wat u bij projecten zou doen.", reverse("vandaag"), dringend=True)

    return Telvraag(_eigen_te_laat(user), taak)


def _acties(user) -> list[Taak]:
    """Own actions whose day has passed, each."""
    return [
        Taak(a.wat, f"Actie bij {a.project}, te laat sinds {date_format(a.uiterlijk, 'j F Y')}.",
             f"{a.project.get_absolute_url()}#acties", dringend=True)
        for a in _eigen_te_laat(user).select_related("project")[:4]
    ]  # fmt: skip


def _agenda(user) -> Telvraag:
    """What was put to one's organisation and waits for its answer."""

    def taak(n: int) -> Taak:
        titel = f"{_aantal(n, 'agenderingspunt wacht', 'agenderingspunten wachten')} op uw antwoord"
        return Taak(titel, "Knelpunten uit projecten die u kunt oplossen.", reverse("agenda-lijst"), dringend=True)

    punten = Agenderingspunt.objects.for_user(user).open().filter(AgenderingspuntQuerySet.geadresseerd_q(user))
    return Telvraag(punten.exclude(status=Puntstatus.CONCEPT), taak)


def _tafels(user, gebied: Gebied) -> list[Taak]:
    broos = broze_tafels(user, gebied)
    if not broos:
        return []
    titel = f"{broos} {'overlegtafel is' if broos == 1 else 'overlegtafels zijn'} broos"
    url = f"{reverse('overlegtafel-lijst')}?gebied={gebied.code}&stand=broos"
    return [Taak(titel, "Er is lang niet overlegd, of er zit geen bestuurder.", url)]
