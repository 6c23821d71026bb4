"""Questions of the demo with what was found elsewhere, and a few sessions of intervisie."""

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random

from projecten.agendering.models import Projectknelpunt
from projecten.project.models import Project
from projecten.vraagbaak.models import Antwoord, Intervisie, Vraag
from projecten.zicht import Zichtbaarheid
from woonzorg.organisaties.models import Gebruiker

from .stapel import Rondgang, Stapel, moment

A, G, P = Zichtbaarheid.ADVISEURS, Zichtbaarheid.GEMEENTE, Zichtbaarheid.PARTNERS
BRONNEN = (
    "Ervaring uit een ander project (rekenvoorbeeld)",
    "Gesprek met een gemeente die dit al deed (rekenvoorbeeld)",
    "Handreiking van het kernteam (rekenvoorbeeld)",
    "Terugkijkbijeenkomst met projectleiders (rekenvoorbeeld)",
)

# Category, who may read it, the question, what goes on, and the answers; without an answer it is still open.
VRAGEN: tuple[tuple[str, Zichtbaarheid, str, str, tuple[str, ...]], ...] = (
    ("financiering_gemeenschapsvorming", P, "Hoe regelen anderen de exploitatie van de ontmoetingsruimte?",
     "De ruimte komt er, maar na twee jaar is het geld op. Wie betaalt dan de huur en de koffie?",
     ("Drie partners dragen elk een derde, voor vijf jaar. Daarna bekijken zij het samen opnieuw.",
      "De corporatie verhuurt voor één euro aan een stichting van bewoners; de gemeente betaalt het licht.")),
    ("financiering_gemeenschapsvorming", G, "Uit welk potje betaal je een community builder?",
     "We zoeken iemand die bewoners bij elkaar brengt, twee dagen in de week.",
     ("Bij ons betaalt de gemeente dat uit ontmoeting in de wijk. Het helpt dat de buurt er ook komt.",)),
    ("zorgpartij_ontbreekt", P, "Welke afspraken maak je met één zorgorganisatie over de nacht?",
     "De zorgorganisatie wil wel, maar vraagt zekerheid over het aantal bewoners met zorg.",
     ("Een ondergrens in de overeenkomst: onder acht bewoners met zorg betaalt ieder een deel van de nacht.",)),
    ("zorgpartij_ontbreekt", G, "Mag een gebouw één vaste zorgorganisatie hebben?",
     "Bewoners kiezen vrij, maar zonder vaste partij komt de nachtzorg niet rond.",
     ("Ja, als bewoners voor hun eigen zorg vrij blijven. De vaste partij doet de nacht en de alarmering.",)),
    ("brandveiligheid", P, "Geldt een zorggebouw of een woning voor de brandweer?",
     "Er wonen straks mensen die niet zelf naar buiten kunnen. De eisen maken het te duur.",
     ("Vraag een gesprek vóór de aanvraag. Bij ons telde het als woning, met melders en een plan voor de nacht.",)),
    ("brandveiligheid", A, "Hoe breng je brandweer en architect op één lijn?",
     "Zij praten langs elkaar heen en de projectleider zit ertussen.",
     ("Laat ze samen door een gebouw lopen dat al open is. Dat deed meer dan drie vergaderingen.",)),
    ("bestemming_wonen_of_maatschappelijk", G, "Wanneer is een gezamenlijke ruimte maatschappelijk?",
     "De gemeente twijfelt en daardoor ligt de grondprijs ook stil.",
     ("Houd de ruimte onder een kwart van de begane grond en noem haar deel van het wonen. Dat werd goedgekeurd.",)),
    ("bestemming_wonen_of_maatschappelijk", P, "Mag de buurt binnen in een gebouw met bestemming wonen?",
     "We willen elke dag eten voor de wijk.",
     ("Ontmoeting als ondergeschikt gebruik in het omgevingsplan opnemen. Dan mag het, ook met een kookgroep.",)),
    ("gezamenlijke_visie", P, "Hoe kom je van drie verhalen naar één visie?",
     "Corporatie, zorg en gemeente hebben elk een ander gebouw voor ogen.",
     ("Laat ieder eerst opschrijven wat er misgaat als dit níet komt. Daar zat de overeenkomst.",
      "Vraag bewoners om de eerste zin. Niemand schrapt die daarna nog.")),
    ("gezamenlijke_visie", A, "De corporatie voelt zich geen gelijkwaardige partner. Wat nu?",
     "De opdracht is door de zorgorganisatie geschreven en de projectleider wordt door haar betaald.",
     ("De opdracht opnieuw laten vaststellen door alle besturen, en de kosten van de projectleider delen.",)),
    ("rollen_en_regie", P, "Wie heeft de regie als er vier partners zijn?",
     "Besluiten worden telkens opnieuw besproken.",
     ("Een stuurgroep met één bestuurder per partner, die binnen twee weken beslist als de werkgroep vastzit.",)),
    ("rollen_en_regie", P, "Welke rol past bij de welzijnsorganisatie?",
     "Ze zit aan tafel maar weet niet waarvoor.",
     ("Geef haar het programma van de ontmoetingsruimte, en betaal haar vanaf het ontwerp.",)),
    ("rollen_en_regie", G, "Wat is een goed voorbeeld van een escalatieladder?",
     "We willen afspreken wie beslist, voordat het nodig is.",
     ("Drie treden op één blad: werkgroep, directies, bestuurders. Bij elke trede een termijn.",)),
    ("bestuurlijk_commitment", A, "Hoe houd je een nieuwe wethouder aan boord?",
     "De vorige wethouder had getekend. De nieuwe wil eerst alles opnieuw bekijken.",
     ("Eerst de plek laten zien met bewoners erbij, dan pas de stukken.",)),
    ("bestuurlijk_commitment", P, "Op welk moment vraag je bestuurders om een handtekening?",
     "Te vroeg is vrijblijvend, te laat is alles al getekend.",
     ("Twee keer: een intentie na de visie, een overeenkomst na de begroting.",)),
    ("procesregisseur", G, "Waar vind je een procesregisseur voor één dag in de week?",
     "De projectleider doet het nu naast zijn werk.",
     ("Twee projecten in dezelfde regio delen er een. De provincie betaalde het eerste half jaar.",)),
    ("procesregisseur", A, "Wie betaalt de procesregisseur als de partners het niet eens zijn?",
     "Ieder wijst naar de ander.", ()),
    ("definities_en_eisen", G, "Wat is het minste voor een zorggeschikte woning?",
     "Keurmerk, gemeente en zorgkantoor vragen elk iets anders.",
     ("Begin bij rolstoel en bed: draaicirkel, brede deur, badkamer naast de slaapkamer. De rest is een keuze.",)),
    ("definities_en_eisen", P, "Mag een woning kleiner als de gang een woonkamer is?",
     "We willen minder meters per woning en meer samen.",
     ("Ja, als de eigen woning compleet blijft. Kijk of de huurprijs per punt dan nog uitkomt.",)),
    ("gronduitgifte", G, "Kan de gemeente grond aan één partner geven na het Didam-arrest?",
     "De partners werken al drie jaar samen en zijn bang dat zij afvallen.",
     ("Ja, met redenen en een bekendmaking van twintig dagen. Bij ons kwam er niemand anders.",)),
    ("grondprijs", G, "Welke grondprijs hoort bij een gebouw met een ontmoetingsruimte?",
     "De prijs wordt over alle meters gerekend, ook over de huiskamer.",
     ("De gemeente rekende de huiskamer tegen nul, omdat de buurt er ook komt.",)),
    ("parkeernorm", P, "Hoe krijg je een lagere parkeernorm voor ouderen?",
     "Door de norm verliezen we zes woningen.",
     ("Tel bij een gebouw dat al open is hoeveel auto's er staan. Met die telling gaf het college toe.",)),
    ("netcongestie_nuts", G, "Bouwen zonder zware aansluiting: wie deed dat al?",
     "De netbeheerder noemt 2029.",
     ("Een batterij en een gedeelde aansluiting met de school ernaast. Het ontwerp ging naar minder vermogen.",)),
    ("netcongestie_nuts", P, "Kan een collectieve warmtepomp op een gewone aansluiting?",
     "We zoeken iemand die het doorgerekend heeft.", ()),
    ("onrendabele_top", G, "Welke bijdragen zijn er voor een tekort door de gezamenlijke ruimte?",
     "De begroting komt vier ton tekort.", ("De provincie heeft een regeling; vraag die aan vóór het ontwerp af is.",)),
    ("draagvlak", P, "Hoe neem je buren mee die bang zijn voor drukte?",
     "Er is bezwaar aangekondigd.",
     ("Nodig hen uit voor de maaltijd die er al is. Twee bezwaarmakers doen nu mee.",)),
    ("ambtelijke_capaciteit", G, "Hoe houd je vaart als er één ambtenaar is?",
     "Alle vragen liggen bij dezelfde persoon.",
     ("Een half jaar iemand uit de flexpool, met een duidelijke opdracht.",)),
    ("anders", P, "Hoe verdeel je de woningen tussen mensen met en zonder zorgvraag?",
     "We willen een mix die ook over tien jaar nog klopt.",
     ("Een derde, een derde, een derde; en bij elke verhuizing kijkt een commissie met bewoners mee.",)),
    ("anders", A, "Hoe bouw je je rol als adviseur af zonder dat het stilvalt?",
     "De condities staan, maar de projectleider blijft bellen.", ()),
    ("overbruggingsfinanciering", G, "Wie betaalt de voorbereiding voordat de overeenkomst er ligt?",
     "Het bewonersinitiatief heeft geld nodig voor een architect.", ()),
)  # fmt: skip


def maak_vragen(stapel: Stapel, rng: Random, projecten: Sequence[Project], mensen: list[Gebruiker], vandaag: date):
    """Questions of advisers and of people in projects; answered by others than who asked."""
    vragers, antwoorders = Rondgang(mensen), Rondgang(mensen[1:] + mensen[:1])
    knelpunten: dict[str, list[Project]] = {}
    for knelpunt in stapel.van(Projectknelpunt):
        knelpunten.setdefault(knelpunt.categorie, []).append(knelpunt.project)
    for categorie, zicht, titel, tekst, antwoorden in VRAGEN:
        datum = vandaag - timedelta(days=rng.randint(6, 60) if not antwoorden else rng.randint(30, 320))
        steller = vragers.volgende()
        vraag = stapel.leg(
            Vraag(
                titel=titel,
                tekst=tekst,
                categorie=categorie,
                project=rng.choice(knelpunten.get(categorie) or list(projecten) or [None]),
                zichtbaarheid=zicht,
                steller=steller,
                steller_naam=steller.naam if steller else "Rekenvoorbeeld",
                rekenvoorbeeld=True,
                aangemaakt=moment(datum, 9),
            )
        )
        for nummer, tekst_antwoord in enumerate(antwoorden):
            door = antwoorders.volgende()
            stapel.leg(
                Antwoord(
                    vraag=vraag,
                    tekst=tekst_antwoord,
                    bron=rng.choice(BRONNEN),
                    door=door,
                    door_naam=door.naam if door else "Rekenvoorbeeld",
                    hielp=nummer == 0 and rng.random() < 0.7,
                    aangemaakt=moment(datum + timedelta(days=rng.randint(1, 25)), 14),
                )
            )


# Days ago, the case, what came out of it, and what follows: what, who, and in how many days; done when `None`.
INTERVISIE = (
    (
        24,
        "De projectleider die alles zelf doet",
        "Een projectleider werkt voor vier partners en heeft het gevoel dat hij er alleen voor staat. Hij schrijft de "
        "stukken, belt de gemeente en vult de begroting in. De partners zijn tevreden, want het loopt. Hoe help ik hem "
        "om werk terug te geven?",
        "Vraag niet wat hij nodig heeft, maar wat er gebeurt als hij een maand niets doet. Laat de partners zelf zien "
        "wat er dan blijft liggen.",
        ("Op één bladzijde zetten welke partner wat doet, als voorbeeld voor anderen", "adviseurs Oost", 20),
    ),
    (
        80,
        "Ja aan tafel, nee in de wandelgang",
        "De corporatie stemt steeds in en komt daarna terug op het besluit. De anderen worden boos. De adviseur hoort "
        "van beide kanten wat er speelt, en mag dat niet doorvertellen.",
        "Breng het gesprek terug naar de tafel: vraag elke partner wat er voor hen nog niet klopt. Wat in vertrouwen "
        "is gezegd, blijft bij jou.",
        ("Kaart maken met vragen voor zo'n gesprek", "kernteam", -10),
    ),
    (
        150,
        "Wanneer is het klaar?",
        "Alle zes condities staan er goed voor. Toch vraagt de projectleider elke week om een gesprek. Afbouwen voelt "
        "als weglopen.",
        "Spreek af wat 'bereikbaar' betekent: wie belt wie, en binnen hoeveel dagen. Geef de projectleider een collega "
        "uit een ander project.",
        ("Voorbeeldmail voor het afbouwen delen", "adviseur West", None),
    ),
    (
        215,
        "Een gemeente die niet opneemt",
        "Drie keer gebeld, twee keer gemaild, geen antwoord. Het project wacht op een besluit over de bestemming.",
        "Zoek iemand met haast: de wethouder, de corporatie of de bewoners. En vraag de coördinator om één vast "
        "aanspreekpunt per gemeente.",
        None,
    ),
)


def maak_intervisie(stapel: Stapel, projecten: Sequence[Project], door_naam: str, vandaag: date) -> None:
    for nummer, (geleden, titel, casus, inzichten, vervolg) in enumerate(INTERVISIE):
        datum = vandaag - timedelta(days=geleden)
        wat, wie, over = vervolg or ("", "", None)
        stapel.leg(
            Intervisie(
                datum=datum,
                titel=titel,
                casus=casus,
                project=projecten[nummer] if nummer < min(2, len(projecten)) else None,
                deelnemers="zes adviseurs van vijf provincies, kernteam",
                inzichten=inzichten,
                vervolg=wat,
                vervolg_wie=wie,
                vervolg_uiterlijk=vandaag + timedelta(days=over) if over is not None else None,
                vervolg_gedaan_op=datum + timedelta(days=30) if wat and over is None else None,
                door_naam=door_naam,
                rekenvoorbeeld=True,
            )
        )
