"""Agenderingspunten and escalaties of the demo: what keeps coming back in projects, and who is asked to solve it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from projecten.agendering.lijsten import Escalatieniveau, Geadresseerde, Puntstatus
from projecten.agendering.models import Agenderingspunt, Escalatie, Projectknelpunt
from projecten.zicht import Zichtbaarheid
from woonzorg.organisaties.models import Organisatie

from .stapel import Stapel

KERNTEAM = "Lid van het kernteam"
MINSTENS, HOOGSTENS = 2, 7  # projects in one point
IN_BEHANDELING_NA = 21  # days after it was put on the agenda


@dataclass(frozen=True)
class Puntvorm:
    """One point; days are counted from the day of loading, `uiterlijk` below zero is late."""

    titel: str
    vraag: str
    categorie: str
    geadresseerde: Geadresseerde
    status: Puntstatus
    organisatie: str = ""
    geagendeerd: int = 0
    uiterlijk: int | None = None
    antwoord: str = ""
    beantwoord_door: str = ""
    beantwoord: int = 0


PUNTEN = (
    Puntvorm(
        "Wie betaalt de exploitatie van de ontmoetingsruimte?",
        "In elk van deze projecten is de ontmoetingsruimte het hart, en in geen ervan is de exploitatie na het tweede "
        "jaar geregeld. Gemeenten wijzen naar de Wmo, corporaties mogen weinig, zorgorganisaties krijgen hem niet in "
        "hun tarief. Wij vragen om een vaste regeling, of om duidelijkheid wie dit mag betalen.",
        "financiering_gemeenschapsvorming",
        Geadresseerde.RIJK,
        Puntstatus.BEANTWOORD,
        "Rijk",
        geagendeerd=-100,
        uiterlijk=-14,
        antwoord="Gemeenten mogen de exploitatie betalen uit hun middelen voor ontmoeting in de wijk, ook als de "
        "ruimte in een woongebouw ligt, zolang de buurt er terecht kan. Corporaties mogen de ruimte onder de kostprijs "
        "verhuren aan een welzijnsorganisatie. Voor de eerste drie jaar is er een bijdrage per project; de aanvraag "
        "gaat via de provincie. (Rekenvoorbeeld: dit antwoord is verzonnen.)",
        beantwoord_door="Rijk, directie wonen",
        beantwoord=-18,
    ),
    Puntvorm(
        "Voorrang op het stroomnet voor wonen met zorg",
        "Projecten die vergund en betaald zijn, wachten jaren op een aansluiting. Bewoners die nu al zorg nodig hebben "
        "kunnen niet wachten. Wij vragen om wonen met zorg te noemen in de volgorde van de netbeheerders.",
        "netcongestie_nuts",
        Geadresseerde.RIJK,
        Puntstatus.IN_BEHANDELING,
        "Rijk",
        geagendeerd=-95,
        uiterlijk=-12,
    ),
    Puntvorm(
        "Eén zorgorganisatie per gebouw: wat mag?",
        "Partners willen één organisatie die in het gebouw alle zorg geeft, ook 's nachts. Zorgkantoren en gemeenten "
        "zijn bang dat dit niet mag omdat bewoners vrij kiezen. Wij vragen om een uitleg waar projecten op kunnen "
        "bouwen.",
        "zorgpartij_ontbreekt",
        Geadresseerde.KOEPEL,
        Puntstatus.IN_BEHANDELING,
        "ZN",
        geagendeerd=-60,
        uiterlijk=24,
    ),
    Puntvorm(
        "Zorgorganisaties die zich niet durven vastleggen op de nacht",
        "Zonder toezegging voor de nacht kan een corporatie niet bouwen. Wij vragen om een voorbeeld van een afspraak "
        "die leden kunnen gebruiken, met een uitweg als personeel ontbreekt.",
        "zorgpartij_ontbreekt",
        Geadresseerde.KOEPEL,
        Puntstatus.GEAGENDEERD,
        "ActiZ",
        geagendeerd=-20,
        uiterlijk=40,
    ),
    Puntvorm(
        "Welke brandveiligheid hoort bij geclusterd wonen?",
        "De ene brandweer toetst als woning, de andere als zorggebouw. Dat scheelt tonnen per project. Wij vragen om "
        "één landelijke lijn, met ruimte voor mensen die niet zelf naar buiten kunnen.",
        "brandveiligheid",
        Geadresseerde.RIJK,
        Puntstatus.GEAGENDEERD,
        "Rijk",
        geagendeerd=-33,
        uiterlijk=55,
    ),
    Puntvorm(
        "Grond uitgeven aan partners die al jaren samenwerken",
        "Gemeenten denken dat zij na het Didam-arrest altijd openbaar moeten aanbieden. Projecten vallen daardoor "
        "stil. Wij vragen om een handreiking met een voorbeeldbesluit.",
        "gronduitgifte",
        Geadresseerde.KOEPEL,
        Puntstatus.BEANTWOORD,
        "VNG",
        geagendeerd=-90,
        uiterlijk=-30,
        antwoord="Een gemeente mag grond aan één partij geven als er maar één serieuze gegadigde is. Zij schrijft op "
        "waarom, maakt het voornemen bekend en wacht twintig dagen. Een voorbeeldbesluit staat klaar voor leden. "
        "(Rekenvoorbeeld: dit antwoord is verzonnen.)",
        beantwoord_door="VNG, team grond",
        beantwoord=-37,
    ),
    Puntvorm(
        "Minder parkeren bij woningen voor ouderen",
        "De norm van gewone woningen kost op kleine kavels zes tot tien woningen. Wij vragen de provincies om een norm "
        "voor ouderen op te nemen in de regionale afspraken.",
        "parkeernorm",
        Geadresseerde.PROVINCIE,
        Puntstatus.GEAGENDEERD,
        geagendeerd=-15,
        uiterlijk=75,
    ),
    Puntvorm(
        "Eén lijst met eisen aan een zorggeschikte woning",
        "Elke partij legt de definitie anders uit en stapelt eisen op. Wij willen weten wat het minste is, en waar een "
        "project van mag afwijken.",
        "definities_en_eisen",
        Geadresseerde.RIJK,
        Puntstatus.CONCEPT,
    ),
)  # fmt: skip


def maak_punten(stapel: Stapel, knelpunten: Sequence[Projectknelpunt], vandaag: date) -> None:
    """Bundles open knelpunten of different projects; a point that not two projects have is left out."""
    organisaties = {o.naam: o for o in Organisatie.objects.filter(naam__in=[p.organisatie for p in PUNTEN])}
    vrij = [k for k in knelpunten if not k.opgelost_op and k.agenderingspunt is None]
    for vorm in PUNTEN:
        gekozen: dict[tuple, Projectknelpunt] = {}
        for knelpunt in vrij:
            was_er = knelpunt.sinds <= vandaag + timedelta(days=vorm.geagendeerd)
            if knelpunt.categorie == vorm.categorie and was_er and knelpunt.agenderingspunt is None:
                gekozen.setdefault((knelpunt.project.gemeente_id, knelpunt.project.naam), knelpunt)
        # Two points about one category share its projects.
        deel = list(gekozen.values())[:HOOGSTENS]
        if len(deel) < MINSTENS:
            continue
        punt = stapel.leg(_punt(vorm, organisaties.get(vorm.organisatie), vandaag))
        for knelpunt in deel:
            knelpunt.agenderingspunt = punt


def _punt(vorm: Puntvorm, organisatie: Organisatie | None, vandaag: date) -> Agenderingspunt:
    def dag(aantal: int | None) -> date | None:
        return None if aantal is None else vandaag + timedelta(days=aantal)

    beantwoord = vorm.status == Puntstatus.BEANTWOORD
    concept = vorm.status == Puntstatus.CONCEPT
    sinds = (
        vorm.beantwoord if beantwoord else vorm.geagendeerd + (21 if vorm.status == Puntstatus.IN_BEHANDELING else 0)
    )
    return Agenderingspunt(
        titel=vorm.titel,
        vraag=vorm.vraag,
        geadresseerde=vorm.geadresseerde,
        organisatie=organisatie,
        uiterlijk=dag(vorm.uiterlijk),
        status=vorm.status,
        status_sinds=dag(sinds),
        geagendeerd_op=None if concept else dag(vorm.geagendeerd),
        antwoord=vorm.antwoord,
        beantwoord_door=vorm.beantwoord_door,
        beantwoord_op=dag(vorm.beantwoord) if beantwoord else None,
        door_naam=KERNTEAM,
        rekenvoorbeeld=True,
    )


# Level, who solves it, the question, and the outcome of one that is closed.
ESCALATIES = (
    (
        Escalatieniveau.DIRECTIE,
        "directeur van de corporatie",
        "De directies moeten kiezen welk gebouw dit wordt: wonen met zorg, of zorg met wonen.",
        "De directies kiezen voor wonen met zorg. De zorgorganisatie huurt een steunpunt op de begane grond.",
    ),
    (
        Escalatieniveau.BESTUUR,
        "wethouder wonen en zorg",
        "Twee afdelingen van de gemeente geven een verschillend antwoord over de bestemming.",
        "De wethouder heeft beslist: wonen, met ontmoeting op de begane grond.",
    ),
    (
        Escalatieniveau.PROVINCIE,
        "gedeputeerde wonen",
        "De netbeheerder geeft geen datum. Kan de provincie dit aan de versnellingstafel brengen?",
        "",
    ),
    (
        Escalatieniveau.RIJK,
        "kernteam, via het Rijk",
        "De brandweer houdt vast aan eisen van een zorggebouw. Wie geeft de doorslag?",
        "",
    ),
    (
        Escalatieniveau.BESTUUR,
        "bestuurder van de zorgorganisatie",
        "Zonder toezegging voor de nacht stopt het ontwerp. De bestuurders moeten dit deze maand bespreken.",
        "",
    ),
    (
        Escalatieniveau.DIRECTIE,
        "directies van de partners",
        "Er is geld nodig voor een procesregisseur. Wie betaalt welk deel?",
        "Ieder betaalt een kwart; de provincie legt het laatste kwart bij.",
    ),
)
AANTAL_ESCALATIES = 8


def maak_escalaties(stapel: Stapel, rng: Random, knelpunten: Sequence[Projectknelpunt], vandaag: date) -> None:
    """A few knelpunten that the project cannot solve itself. Those that are open still have time."""
    open_ = [k for k in knelpunten if not k.opgelost_op and k.project.adviseur_id and k.sinds < vandaag]
    for nummer, knelpunt in enumerate(rng.sample(open_, min(AANTAL_ESCALATIES, len(open_)))):
        niveau, wie, onderwerp, uitkomst = ESCALATIES[nummer % len(ESCALATIES)]
        sinds = max(knelpunt.sinds, vandaag - timedelta(days=rng.randint(15, 70)))
        dicht = vandaag - timedelta(days=rng.randint(0, max(0, (vandaag - sinds).days - 1))) if uitkomst else None
        stapel.leg(
            Escalatie(
                project=knelpunt.project,
                knelpunt=knelpunt,
                onderwerp=onderwerp,
                niveau=niveau,
                eigenaar_naam=wie,
                sinds=sinds,
                uiterlijk=vandaag + timedelta(days=rng.randint(5, 60)),
                uitkomst=uitkomst,
                gesloten_op=dicht,
                zichtbaarheid=rng.choice((Zichtbaarheid.ADVISEURS, Zichtbaarheid.GEMEENTE)),
                door_naam=knelpunt.project.adviseur.naam,
            )
        )
