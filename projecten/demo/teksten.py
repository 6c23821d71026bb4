"""What the projects of the demo are made of: weights and sentences. All of it is invention, and names no person."""

from programmering.plots.lijsten import Plotstatus
from projecten.coaching.lijsten import Taak, Vorm
from projecten.project.lijsten import Betrokkenheidsvorm, Conditie, Fase, Projectrol, Ritme
from projecten.zicht import Zichtbaarheid

Z = Zichtbaarheid

# How far a project is, by where it begins: the status of its plot, or the class of its plan.
FASEN = {
    Plotstatus.GERESERVEERD: ((Fase.IDEE, 18), (Fase.INITIATIEF, 50), (Fase.HAALBAARHEID, 32)),
    Plotstatus.VASTGELEGD: ((Fase.INITIATIEF, 22), (Fase.HAALBAARHEID, 48), (Fase.ONTWERP, 30)),
    Plotstatus.IN_PLAN: ((Fase.HAALBAARHEID, 20), (Fase.ONTWERP, 48), (Fase.REALISATIE, 32)),
    "zacht": ((Fase.INITIATIEF, 40), (Fase.HAALBAARHEID, 45), (Fase.ONTWERP, 15)),
    "hard": ((Fase.HAALBAARHEID, 12), (Fase.ONTWERP, 38), (Fase.REALISATIE, 40), (Fase.IN_GEBRUIK, 10)),
}
# Days since the project began.
LOOPTIJD = {
    Fase.IDEE: (25, 90), Fase.INITIATIEF: (70, 300), Fase.HAALBAARHEID: (170, 480), Fase.ONTWERP: (320, 720),
    Fase.REALISATIE: (520, 900), Fase.IN_GEBRUIK: (900, 1300),
}  # fmt: skip
RITMES = {
    Fase.IDEE: ((Ritme.TWEEWEKELIJKS, 80), (Ritme.MAANDELIJKS, 20)),
    Fase.INITIATIEF: ((Ritme.TWEEWEKELIJKS, 65), (Ritme.MAANDELIJKS, 35)),
    Fase.HAALBAARHEID: ((Ritme.TWEEWEKELIJKS, 25), (Ritme.MAANDELIJKS, 75)),
    Fase.ONTWERP: ((Ritme.MAANDELIJKS, 80), (Ritme.AFGEBOUWD, 20)),
    Fase.REALISATIE: ((Ritme.MAANDELIJKS, 30), (Ritme.AFGEBOUWD, 70)),
    Fase.IN_GEBRUIK: ((Ritme.AFGEBOUWD, 1),),
}
# How well the conditions stand when one scores today, on the scale of 1 to 4.
NIVEAU = {
    Fase.IDEE: 1.4, Fase.INITIATIEF: 1.9, Fase.HAALBAARHEID: 2.5, Fase.ONTWERP: 3.0, Fase.REALISATIE: 3.4,
    Fase.IN_GEBRUIK: 3.6,
}  # fmt: skip
FASETEKST = {
    Fase.IDEE: "begin",
    Fase.INITIATIEF: "De partners hebben elkaar gesproken en willen verder.",
    Fase.HAALBAARHEID: "De intentieovereenkomst is getekend.",
    Fase.ONTWERP: "De begroting sluit; een architect gaat tekenen.",
    Fase.REALISATIE: "De eerste paal is geslagen.",
    Fase.IN_GEBRUIK: "De bewoners zijn gekomen en de ontmoetingsruimte is open.",
}
# {n} homes are not named here: quantities stand at the plan or the plot.
OMSCHRIJVING = (
    "Zelfstandige woningen rond een ontmoetingsruimte, waar ook de buurt welkom is.",
    "Woningen voor ouderen die samen willen wonen, met zorg die dag en nacht kan komen.",
    "Wonen en zorg onder één dak: eigen voordeuren, een gezamenlijke tuin en een zorgteam in het gebouw.",
    "Een oud gebouw krijgt nieuwe bewoners: ouderen uit het dorp die hier willen blijven.",
    "Een hof met woningen voor ouderen en voor mensen uit de buurt, met één kamer voor iedereen.",
    "Geclusterde woningen naast het gezondheidscentrum. Bewoners helpen elkaar, de wijkverpleging is dichtbij.",
)
LEIDERS = (
    ("projectleider namens de zorgorganisatie", 32),
    ("projectleider namens de corporatie", 34),
    ("projectleider van de gemeente", 14),
    ("projectleider namens de partners samen", 12),
    ("kartrekker van het bewonersinitiatief", 8),
)
DOENERS = ("projectleider", "gemeente", "corporatie", "zorgorganisatie", "welzijnsorganisatie")

# How often a partner is there who does not come along with the plot, in early and in later phases.
ERBIJ = {
    Projectrol.WELZIJNSORGANISATIE: ("Welzijnsorganisatie (voorbeeld) {gemeente}", 28, 58),
    Projectrol.BEWONERS: ("Bewonersgroep (voorbeeld) {gemeente}", 22, 55),
    Projectrol.ONTWIKKELAAR: ("Ontwikkelaar (voorbeeld) {regio}", 10, 16),
    Projectrol.ZORGKANTOOR: ("Zorgkantoor (voorbeeld) {regio}", 6, 20),
}
FUNCTIES = {
    Projectrol.CORPORATIE: "manager vastgoed",
    Projectrol.INVESTEERDER: "ontwikkelmanager",
    Projectrol.ONTWIKKELAAR: "ontwikkelmanager",
    Projectrol.ZORGORGANISATIE: "manager wonen en zorg",
    Projectrol.WELZIJNSORGANISATIE: "opbouwwerker",
    Projectrol.BEWONERS: "secretaris",
    Projectrol.GEMEENTE: "beleidsmedewerker wonen en zorg",
    Projectrol.ZORGKANTOOR: "zorginkoper",
}

# --- Contact -----------------------------------------------------------------------------------------------

ZICHT = ((Z.ADVISEURS, 55), (Z.GEMEENTE, 25), (Z.PARTNERS, 20))
KNELPUNTZICHT = ((Z.GEMEENTE, 65), (Z.PARTNERS, 22), (Z.ADVISEURS, 13))
VORMEN_KORT = ((Vorm.TELEFOON, 55), (Vorm.VIDEO, 27), (Vorm.MAIL, 18))
VORMEN_LANG = ((Vorm.GESPREK, 40), (Vorm.OVERLEG, 38), (Vorm.BEZOEK, 22))
WIE = (
    "projectleider",
    "projectleider en beleidsmedewerker van de gemeente",
    "projectleider en manager vastgoed van de corporatie",
    "projectleider en manager wonen en zorg van de zorgorganisatie",
    "projectgroep met alle partners",
    "opbouwwerker van de welzijnsorganisatie",
)
# What was heard, for whom it may be read. Notes among advisers are candid; those are the ones that stay inside.
NOTITIES = {
    Z.ADVISEURS: (
        "De projectleider klinkt moe. Hij zoekt steun bij zijn eigen directie en krijgt die niet.",
        "De corporatie zegt ja aan tafel en nee in de wandelgangen. Eerst met de bestuurder apart spreken.",
        "De wethouder wil dit graag openen voor de verkiezingen. Dat helpt, maar maakt de planning te krap.",
        "De zorgorganisatie heeft intern nog niets besloten, ook al denken de anderen van wel.",
        "De gemeente stuurt steeds iemand anders. Niemand heeft mandaat.",
        "Er speelt oud zeer tussen corporatie en zorgorganisatie, van een gebouw dat leeg kwam te staan.",
        "De projectleider vraagt wat hij moet doen. Ik heb teruggevraagd wat hij zelf zou willen.",
        "De begroting klopt alleen met een huur die de corporatie niet gaat rekenen. Niemand zegt het hardop.",
        "De welzijnsorganisatie voelt zich gast in plaats van partner. Bespreken met de projectleider.",
        "Goede vaart. Hier ben ik bijna niet meer nodig; volgende keer over afbouwen beginnen.",
        "Het bewonersinitiatief vertrouwt de partijen niet meer na drie uitnodigingen die niet doorgingen.",
        "De projectleider neemt te veel zelf op zich. Gesproken over taken verdelen.",
    ),
    Z.GEMEENTE: (
        "De gemeente zoekt uit of de gezamenlijke ruimte onder wonen of onder maatschappelijk valt.",
        "Het sociaal domein en ruimte zitten nu samen aan tafel. Dat scheelt heen en weer sturen.",
        "Afgesproken dat één ambtenaar alle vragen van dit project aanneemt.",
        "De parkeernorm komt terug in het college; de gemeente kijkt naar deelauto's.",
        "De vergunning kan in één keer worden gevraagd als de tekening van de brandweer er is.",
        "De gemeente wil eerst weten hoeveel mensen uit de eigen kern hier kunnen wonen.",
        "De grondprijs is nog niet rond. De gemeente rekent een prijs voor sociale huur door.",
        "De planning van de gemeente en die van de corporatie liggen een half jaar uit elkaar.",
    ),
    Z.PARTNERS: (
        "Alle partners waren er. De visie past nu op één bladzijde en iedereen herkent zich erin.",
        "Doorgenomen wie wat bijdraagt aan de ontmoetingsruimte. De exploitatie blijft open.",
        "Een voorbeeld van een intentieovereenkomst gedeeld; de partners passen die zelf aan.",
        "Voorstel: een stuurgroep die twee keer per jaar bij elkaar komt en beslist als het vastzit.",
        "De bewoners hebben de plattegrond bekeken. De keuken gaat naar de tuinkant.",
        "De zorgorganisatie legde uit hoe de nacht geregeld wordt met het team in de buurt.",
        "De partners gaan kijken bij een gebouw dat al open is, en nemen bewoners mee.",
        "Teruggekeken op het eerste jaar: minder overleg, meer besluiten.",
    ),
}
VERVOLG = {
    Taak.I: (
        "Volgende keer: welke plekken uit het programma hebben nog geen trekker?",
        "De gemeente vraagt haar collega's wie deze plek oppakt.",
        "Er ligt een afspraak op papier, maar nog geen opdracht.",
    ),
    Taak.II: (
        "Volgende keer: wie beslist als de partners het oneens zijn?",
        "De projectleider spreekt elke partner apart over wat die nodig heeft.",
        "De opdracht wordt herschreven en aan alle besturen voorgelegd.",
        "Eerst het waarom samen opschrijven, dan pas tekenen.",
    ),
    Taak.III: (
        "Ik zoek uit hoe een ander project dit heeft opgelost.",
        "De projectleider belt met een project dat hier al uit is.",
        "De vraag staat in de vraagbaak.",
        "Over een maand kijken of dit geholpen heeft.",
    ),
}
EERSTE_CONTACT = (
    "Met de beleidsmedewerker wonen en zorg alle plekken langsgelopen. Voor deze plek bestaat een eerste idee.",
    "De gemeente vertelde welke plekken in het programma staan en waar iemand mee bezig is.",
    "Gebeld over de stand van de afspraken uit de woondeal. Er is een partij die hier iets wil.",
)
NAAST_PROJECTEN = {
    Taak.IV: (
        "Intervisie met adviseurs van andere provincies over een project dat stilviel.",
        "Meegeschreven aan een handreiking over het samen dragen van een ontmoetingsruimte.",
        "Een bijeenkomst voorbereid waar projectleiders elkaar leren kennen.",
        "Geleerde lessen van drie projecten opgeschreven voor de kennisbank.",
    ),
    Taak.V: (
        "Met het kernteam besproken welke knelpunten terugkomen in de provincie.",
        "Voorbereiding van de versnellingstafel: twee projecten wachten op het stroomnet.",
        "Overleg met de provincie over een vast aanspreekpunt bij vergunningen.",
        "Voorbeelden verzameld voor de vraag over brandveiligheid.",
    ),
}
ACTIES = (
    "Voorbeeld van een intentieovereenkomst sturen",
    "Afspraak maken met de bestuurder van de corporatie",
    "Uitzoeken welke subsidie past bij de ontmoetingsruimte",
    "Projectleider in contact brengen met een procesregisseur die dit eerder deed",
    "Nagaan of de brandweer mee kan kijken met de tekening",
    "Vraag over de parkeernorm aan de gemeente stellen",
    "Vertellen hoe een ander project de nachtzorg regelde",
    "Uitnodiging voor een bezoek aan een gebouw dat al open is",
)
STAPPEN = {
    Fase.IDEE: ("Eerste gesprek met mogelijke partners", "Plek bekijken met de gemeente"),
    Fase.INITIATIEF: (
        "Visie op één bladzijde schrijven met alle partners",
        "Intentieovereenkomst laten tekenen",
        "Bewoners uit de buurt uitnodigen voor een eerste gesprek",
    ),
    Fase.HAALBAARHEID: (
        "Begroting doorrekenen met een huur die de corporatie kan dragen",
        "Zorgconcept uitwerken met de nacht erbij",
        "Stuurgroep instellen en vergaderdata prikken",
    ),
    Fase.ONTWERP: (
        "Voorlopig ontwerp bespreken met bewoners",
        "Samenwerkingsovereenkomst tekenen",
        "Omgevingsvergunning aanvragen",
    ),
    Fase.REALISATIE: (
        "Afspraken over toewijzing van de woningen vastleggen",
        "Beheer van de ontmoetingsruimte regelen",
    ),
    Fase.IN_GEBRUIK: ("Na een half jaar met bewoners terugkijken",),
}

# --- Conditions and involvement ----------------------------------------------------------------------------

CONDITIETEKST = {
    Conditie.VISIE: ("Ieder heeft een eigen verhaal.", "Er is één verhaal dat elke partner vertelt."),
    Conditie.BELANGEN: ("Wat de ander nodig heeft, is niet uitgesproken.", "De belangen liggen op tafel."),
    Conditie.VERTROUWEN: ("Er wordt over elkaar gepraat.", "Partners bellen elkaar rechtstreeks."),
    Conditie.COMMITMENT: ("De besturen weten er weinig van.", "Alle besturen hebben ja gezegd."),
    Conditie.STRUCTUUR: ("Het is niet duidelijk wie beslist.", "De stuurgroep beslist als het vastzit."),
    Conditie.OUDEREN: ("Ouderen zijn nog niet gevraagd.", "Ouderen zitten in de werkgroep."),
}
BETROKKEN = {
    Betrokkenheidsvorm.BIJEENKOMST: (
        "Ouderen willen vooral een voordeur aan een gang waar je elkaar tegenkomt.",
        "Veel vragen over de huur en over wie hier mag wonen. Die antwoorden komen op papier.",
        "Bewoners kozen voor een huiskamer die ook overdag open is voor de buurt.",
    ),
    Betrokkenheidsvorm.KLANKBORDGROEP: (
        "De groep leest mee met elke tekening en vraagt om bredere deuren naar het balkon.",
        "De groep wil weten hoe de zorg 's nachts komt, en krijgt daar een avond over.",
    ),
    Betrokkenheidsvorm.WERKGROEP: (
        "Samen de plattegrond gelegd: de keuken aan de tuin, de scooters binnen.",
        "De ontmoetingsruimte is kleiner geworden, de tuin groter. Dat was de wens van de groep.",
    ),
    Betrokkenheidsvorm.ENQUETE: (
        "Twee op de drie mensen willen in het dorp blijven; de helft zoekt binnen vijf jaar.",
        "Een lift en een logeerkamer staan bovenaan, een eigen parkeerplaats onderaan.",
    ),
    Betrokkenheidsvorm.GESPREKKEN: (
        "Acht mensen thuis gesproken. Ze zijn vooral bang om hun buren te verliezen.",
        "Mensen willen helpen in de tuin en in de keuken, als iemand het regelt.",
    ),
    Betrokkenheidsvorm.INITIATIEF: (
        "Bewoners zijn zelf begonnen met een wekelijkse maaltijd. Die verhuist straks mee.",
        "De ouderenvereniging heeft een eigen programma van eisen gemaakt.",
    ),
}

# --- Knelpunten --------------------------------------------------------------------------------------------

# Per category: how often, how people put it (alike across projects, never the same), and how it was solved.
KNELPUNTEN: dict[str, tuple[int, tuple[str, ...], str]] = {
    "financiering_gemeenschapsvorming": (
        20,
        (
            "Niemand betaalt de exploitatie van de ontmoetingsruimte na het eerste jaar.",
            "Voor de exploitatie van de ontmoetingsruimte is geen vast geld; de subsidie stopt na twee jaar.",
            "De ontmoetingsruimte is getekend, maar wie de exploitatie en de gastvrouw betaalt is open.",
        ),
        "Corporatie, gemeente en zorgorganisatie dragen elk een derde, vijf jaar lang.",
    ),
    "netcongestie_nuts": (
        16,
        (
            "Geen aansluiting op het stroomnet voor 2029. De netbeheerder geeft geen voorrang.",
            "De netbeheerder kan pas over drie jaar een aansluiting op het stroomnet geven.",
            "Wachtlijst voor een zwaardere aansluiting op het stroomnet; de bouw kan niet beginnen.",
        ),
        "Een batterij en een gedeelde aansluiting met de school ernaast.",
    ),
    "zorgpartij_ontbreekt": (
        14,
        (
            "Geen zorgorganisatie durft zich vast te leggen op zorg in de nacht.",
            "De zorgorganisatie wil zich niet voor tien jaar verbinden aan dit gebouw.",
            "Er zijn drie zorgorganisaties in de wijk en geen die de zorg in het gebouw als enige wil dragen.",
        ),
        "Twee zorgorganisaties verdelen dag en nacht, met één aanspreekpunt.",
    ),
    "brandveiligheid": (
        11,
        (
            "De brandweer vraagt eisen van een zorggebouw, terwijl het zelfstandige woningen zijn.",
            "Onduidelijk welke brandveiligheid geldt: die van wonen of die van een zorggebouw.",
            "De eisen aan brandveiligheid zijn die van een zorggebouw en maken het plan te duur.",
        ),
        "Met de brandweer afgesproken: wonen, met een extra melder en een plan voor de nacht.",
    ),
    "bestemming_wonen_of_maatschappelijk": (
        10,
        (
            "De gemeente ziet de gezamenlijke ruimte als maatschappelijk; dan mag de buurt er niet zomaar in.",
            "Wonen of maatschappelijk? Zolang de bestemming niet vaststaat, staat de grondprijs ook niet vast.",
            "De bestemming is maatschappelijk. Voor zelfstandig wonen moet het omgevingsplan worden gewijzigd.",
        ),
        "De gemeente geeft de bestemming wonen, met ruimte voor ontmoeting op de begane grond.",
    ),
    "gezamenlijke_visie": (
        10,
        (
            "Corporatie en zorgorganisatie hebben een ander gebouw voor ogen.",
            "De partners hebben geen gezamenlijke visie: de een wil wonen, de ander een verpleeghuis.",
            "Elke partner vertelt een ander verhaal over wat hier komt.",
        ),
        "In twee middagen samen één bladzijde geschreven, met bewoners erbij.",
    ),
    "rollen_en_regie": (
        10,
        (
            "Niemand heeft de regie. Besluiten worden elke keer opnieuw besproken.",
            "De rollen zijn niet verdeeld: gemeente en corporatie wachten op elkaar.",
            "De welzijnsorganisatie zit aan tafel, maar haar rol is nooit afgesproken.",
        ),
        "Een rolverdeling op papier, en een stuurgroep die beslist.",
    ),
    "onrendabele_top": (
        9,
        (
            "De begroting komt tekort zodra de ontmoetingsruimte wordt meegeteld.",
            "Met sociale huur sluit de begroting niet; het tekort is ruim een miljoen euro.",
        ),
        "Een bijdrage van de provincie en een laag minder parkeren.",
    ),
    "parkeernorm": (
        8,
        (
            "De parkeernorm vraagt meer plaatsen dan er bewoners met een auto zijn.",
            "Door de parkeernorm passen er zes woningen minder op de kavel.",
        ),
        "De gemeente rekent met deelauto's en een lagere norm voor ouderen.",
    ),
    "gronduitgifte": (
        7,
        (
            "De gemeente denkt dat de grond openbaar moet worden aangeboden; de partners zijn bang dat zij afvallen.",
            "Door het Didam-arrest durft de gemeente de grond niet aan deze partners uit te geven.",
        ),
        "De gemeente heeft haar keuze met redenen bekendgemaakt; er kwam geen andere partij.",
    ),
    "definities_en_eisen": (
        7,
        (
            "Elke partij heeft andere eisen aan een zorggeschikte woning. Opgeteld is het niet te betalen.",
            "Keurmerk, gemeente en zorgkantoor stapelen eisen aan een zorggeschikte woning op elkaar.",
        ),
        "De partners hebben samen gekozen welke eisen nodig zijn en welke niet.",
    ),
    "bestuurlijk_commitment": (
        6,
        (
            "De bestuurders hebben nog niet ja gezegd, terwijl het ontwerp al loopt.",
            "Na de wisseling van wethouder moet het bestuurlijk ja opnieuw worden gegeven.",
        ),
        "De bestuurders hebben op de plek zelf hun handtekening gezet.",
    ),
    "procesregisseur": (
        5,
        (
            "Er is geen procesregisseur. De projectleider van de corporatie doet het erbij.",
            "Een ervaren procesregisseur is niet te vinden; de vorige vertrok na vier maanden.",
        ),
        "De partners betalen samen iemand voor een dag in de week.",
    ),
    "ambtelijke_capaciteit": (
        7,
        (
            "De gemeente heeft geen ambtenaar vrij; het plan ligt al vier maanden stil.",
            "Er is één ambtenaar voor zes projecten. Vragen blijven weken liggen.",
        ),
        "Iemand uit de flexpool van de provincie helpt een half jaar mee.",
    ),
    "grondprijs": (
        5,
        (
            "De grondprijs is die van vrije sector, terwijl er sociale huur komt.",
            "Bij deze grondprijs moet het gebouw twee keer zo groot worden.",
        ),
        "De gemeente rekent de prijs van sociale huur.",
    ),
}
