"""What the vraagbaak is measured with: earlier questions with their answers, and new questions in other words.

Drawn from the obstacles that the adviesrapport names in chapter 3; every sentence is our own. TOETS was written
before the search, and left alone while the search and its words were tuned on STEL.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Eerder:
    slug: str
    categorie: str
    titel: str
    tekst: str
    antwoorden: tuple[str, ...]


EERDER = [
    Eerder(
        "rotonde",
        "rollen_en_regie",
        "Binnen de gemeente worden we heen en weer gestuurd tussen sociaal en ruimtelijk domein",
        "Elke afdeling vindt ons initiatief sympathiek en verwijst naar de andere. Niemand neemt een besluit.",
        (
            "Vraag om één accounthouder met mandaat over beide afdelingen. Bij ons hielp dat de wethouder wonen én "
            "zorg in portefeuille had: zij zette iedereen op één middag bij elkaar.",
        ),
    ),
    Eerder(
        "omgevingsplan",
        "procedures_bezwaar_beroep",
        "Ons plan past niet in het omgevingsplan: welke procedure kost de minste tijd?",
        "De locatie heeft nu een agrarische functie. We willen volgend jaar kunnen beginnen.",
        (
            "Een buitenplanse omgevingsplanactiviteit ging bij ons sneller dan een wijziging van het hele plan. Neem "
            "vooraf een intaketafel met alle vakdisciplines.",
        ),
    ),
    Eerder(
        "bestemming",
        "bestemming_wonen_of_maatschappelijk",
        "Valt een woonzorggebouw onder de bestemming wonen of onder maatschappelijk?",
        "In ons gebouw huren mensen zelfstandig, en een deel heeft een Wlz-indicatie met dag en nacht zorg.",
        (
            "Bepalend was bij ons of de bewoner een eigen huurcontract heeft. Dan is het wonen, ook als er zware zorg "
            "aan huis komt. Leg dat vast in de regels, met zorg als ondergeschikte functie.",
        ),
    ),
    Eerder(
        "huiskamer",
        "bestemming_wonen_of_maatschappelijk",
        "Mag de gezamenlijke huiskamer ook open zijn voor mensen uit de wijk?",
        "De gemeente zegt dat een ruimte voor buurtbewoners niet past bij wonen.",
        (
            "Wij kregen een vergunning voor de plint met een sociaal-maatschappelijke functie, en de rest van het "
            "gebouw bleef wonen. De buurt eet er nu twee keer per week mee.",
        ),
    ),
    Eerder(
        "grondprijs",
        "grondprijs",
        "De grondprijs is te hoog voor een klein complex met sociale huur",
        "De gemeente rekent de prijs van vrije kavels. Met twintig woningen komt de begroting niet uit.",
        (
            "Vraag de gemeente om een residuele berekening en om het tarief voor sociale woningbouw, ook voor de "
            "gemeenschappelijke meters. Het college kan daar in de nota grondbeleid voor kiezen.",
        ),
    ),
    Eerder(
        "didam",
        "gronduitgifte",
        "Moet de gemeente de grond openbaar aanbieden sinds het Didam-arrest?",
        "Wij werken al twee jaar samen aan dit initiatief en vrezen dat een ander de locatie krijgt.",
        (
            "Nee, niet altijd. Als bij voorbaat vaststaat dat er maar één serieuze gegadigde is, mag de gemeente "
            "enkelvoudig uitgeven. Zij moet dat motiveren met objectieve criteria en vooraf publiceren.",
        ),
    ),
    Eerder(
        "parkeernorm",
        "parkeernorm",
        "Kan de parkeernorm omlaag voor ouderenwoningen op een kleine kavel?",
        "De norm is 1,4 per woning. Veel bewoners hebben geen auto meer, en de businesscase sluit zo niet.",
        (
            "Wij lieten tellen hoeveel auto's er bij vergelijkbare gebouwen staan en boden twee deelauto's aan. De "
            "raad ging akkoord met 0,6 per woning, vastgelegd in een mobiliteitsplan.",
        ),
    ),
    Eerder(
        "ingang",
        "ambtelijke_capaciteit",
        "Bij wie kunnen we terecht die de procedures kent en mag doorpakken?",
        "We zoeken bij gemeente of provincie een vast aanspreekpunt dat de weg weet.",
        (
            "De provincie heeft een aanjager wonen en zorg met een opdrachtbrief van Gedeputeerde Staten. Hij belt "
            "rond en krijgt afdelingen in beweging.",
        ),
    ),
    Eerder(
        "een_zorgorganisatie",
        "zorgpartij_ontbreekt",
        "Mag één zorgorganisatie de wijkverpleging en de Wlz-zorg in het hele complex leveren?",
        "Bewoners mogen zelf kiezen. Nu lopen er zes aanbieders in en uit, en niemand kent het gebouw.",
        (
            "Het zorgkantoor en de verzekeraar spraken één voorkeursaanbieder af. De keuzevrijheid blijft: bewoners "
            "krijgen uitleg vooraf en bijna iedereen kiest voor het vaste team.",
        ),
    ),
    Eerder(
        "community_builder",
        "financiering_gemeenschapsvorming",
        "Wie betaalt de community builder na de eerste twee jaar?",
        "De subsidie loopt af, en zonder iemand die bewoners verbindt zakt de gemeenschap in.",
        (
            "Bij ons verdelen de corporatie, de zorgorganisatie en de gemeente de kosten in drie gelijke delen, voor "
            "tien jaar vastgelegd in de samenwerkingsovereenkomst. De gemeente betaalt uit het Wmo-budget.",
        ),
    ),
    Eerder(
        "ontmoetingsruimte",
        "financiering_gemeenschapsvorming",
        "Hoe krijgen we de exploitatie van de ontmoetingsruimte rond?",
        "De bouw is gedekt, maar schoonmaak, verwarming en beheer kosten elk jaar geld dat niemand heeft.",
        (
            "Er is een stimuleringsregeling voor de bouw. Voor de jaarlijkse lasten rekenen wij een kleine opslag in "
            "de servicekosten en verhuren we de zaal overdag aan de dagbesteding.",
        ),
    ),
    Eerder(
        "brandveiligheid",
        "brandveiligheid",
        "Welke eisen aan brandveiligheid gelden als bewoners niet zelf kunnen vluchten?",
        "De veiligheidsregio vraagt een sprinkler en een doormelding; de architect zegt dat het een gewone woning is.",
        (
            "Het hangt af van de gebruiksfunctie: woonfunctie voor zorg met 24-uurszorg vraagt een brandmeldcentrale "
            "met doormelding. Wij kozen met de brandweer voor watermist in plaats van bredere gangen.",
        ),
    ),
    Eerder(
        "toegankelijkheid",
        "definities_en_eisen",
        "Hoe ver moeten we gaan met toegankelijkheid voor rolstoel en rollator?",
        "Drempels, draaicirkels, deuren van 95 cm: alles bij elkaar kost het ons twee woningen per laag.",
        (
            "Wij maakten alle woningen rollatorgeschikt en een kwart geschikt voor een rolstoel, met een badkamer die "
            "later is aan te passen. De adviseur integrale toegankelijkheid keek mee op het schetsontwerp.",
        ),
    ),
    Eerder(
        "definitie",
        "definities_en_eisen",
        "Aan welke kenmerken moet een geclusterde zorggeschikte woning voldoen om mee te tellen?",
        "De provincie en de corporatie hanteren elk een eigen lijst.",
        (
            "Neem de landelijke definitie als basis: nultreden, geclusterd vanaf twaalf woningen met een "
            "ontmoetingsplek dichtbij, en geschikt om intensieve zorg te geven. De rest is lokale wens.",
        ),
    ),
    Eerder(
        "stapeling",
        "definities_en_eisen",
        "Keurmerken en wensen stapelen zich op en maken het plan onbetaalbaar: wat kan eruit?",
        "Elke partner bracht een programma van eisen mee. Samen is het dertig procent te duur.",
        (
            "Zet alle eisen onder elkaar en vraag per regel van welke wet of welke partner hij komt. Bij ons bleek de "
            "helft een voorkeur te zijn. Het keurmerk vervingen we door drie afspraken.",
        ),
    ),
    Eerder(
        "talen",
        "gezamenlijke_visie",
        "Corporatie en zorgorganisatie praten langs elkaar heen",
        "Met cliënt, huurder en inwoner bedoelen we dezelfde persoon. Overleggen duren lang en lopen vast op woorden.",
        ("Wij maakten een woordenlijst van één bladzijde en liepen een dag met elkaar mee. Daarna viel het kwartje.",),
    ),
    Eerder(
        "belangen",
        "gezamenlijke_visie",
        "Hoe krijgen we de belangen van alle partners open op tafel?",
        "Iedereen is vriendelijk, maar wat men echt nodig heeft, horen we pas als het misgaat.",
        (
            "Doe een belangenronde met een gespreksleider van buiten: elke partner vertelt wat hij moet halen en wat "
            "hij kan geven. Leg het vast in één matrix en herhaal het bij elke fase.",
        ),
    ),
    Eerder(
        "visie",
        "gezamenlijke_visie",
        "Hoe komen we tot één visie waar alle partners achter staan?",
        "Er liggen vier visiedocumenten, van elke organisatie één.",
        (
            "Schrijf samen een ambitiedocument van twee bladzijden vanuit het leven van een bewoner. Wij deden dat in "
            "drie werksessies met ouderen erbij, en lieten de bestuurders het tekenen.",
        ),
    ),
    Eerder(
        "rollen",
        "rollen_en_regie",
        "Wie is waarvoor verantwoordelijk, en wie voert de regie?",
        "De projectleider is ingehuurd door de zorgorganisatie. De corporatie ziet hem niet als trekker.",
        (
            "Een schema met rollen en taken per fase, door alle directies ondertekend. De projectleider kreeg een "
            "opdracht van alle partners samen, niet van één.",
        ),
    ),
    Eerder(
        "welzijn",
        "rollen_en_regie",
        "De welzijnsorganisatie doet nauwelijks mee: hoe geven we haar een plek?",
        "Zij worden pas gevraagd als het gebouw er staat.",
        (
            "Geef welzijn vanaf het schetsontwerp een stoel in de stuurgroep en betaalde uren. Zij brachten bij ons de "
            "toekomstige bewoners al een jaar voor oplevering bij elkaar.",
        ),
    ),
    Eerder(
        "procesregisseur",
        "procesregisseur",
        "Waar vinden we een onafhankelijke procesregisseur met ervaring?",
        "We zoeken iemand met gezag bij bestuurders, die van niemand in dienst is.",
        (
            "Het mag ook iemand van een van de partners zijn, als alle partners haar vertrouwen en zij een gedeelde "
            "opdracht krijgt. De provincie heeft een lijst van kartrekkers met referenties.",
        ),
    ),
    Eerder(
        "escalatie",
        "rollen_en_regie",
        "Hoe richten we een projectstructuur in waarin problemen op tijd hogerop komen?",
        "Nu blijft een meningsverschil in de werkgroep maanden liggen.",
        (
            "Spreek een escalatieladder af: werkgroep, directies, bestuurders, met twee weken per trede. "
            "Wat dan niet is opgelost, gaat vanzelf een trede hoger.",
        ),
    ),
    Eerder(
        "capaciteit",
        "ambtelijke_capaciteit",
        "Partners hebben geen mensen vrij voor het project",
        "De ontwikkelaar van de corporatie doet er zeven projecten bij en de gemeente heeft drie vacatures.",
        (
            "Wij vroegen de flexpool van de provincie voor een planjurist en een projectsecretaris. Bij de corporatie "
            "hielp het om dit project in het jaarplan te zetten, met uren.",
        ),
    ),
    Eerder(
        "commitment",
        "bestuurlijk_commitment",
        "Bestuurders spreken zich niet uit over het project",
        "De wethouder en de raad van bestuur knikken, maar er ligt geen handtekening.",
        (
            "Organiseer een werkbezoek aan een gebouw dat er al staat, en laat daar een intentieovereenkomst tekenen. "
            "Na de verkiezingen hielp een overdrachtsgesprek met de nieuwe wethouder.",
        ),
    ),
    Eerder(
        "borging",
        "bestuurlijk_commitment",
        "Afspraken zijn gemaakt door de directie, maar op de werkvloer weet niemand ervan",
        "Uitvoerende medewerkers kennen de afspraken niet en kiezen hun eigen weg.",
        (
            "Borg het op drie lagen: bestuurlijk, management en uitvoering. Elke laag kreeg bij ons vast overleg en "
            "een eigen samenvatting van wat is afgesproken.",
        ),
    ),
    Eerder(
        "investeren",
        "onrendabele_top",
        "De corporatie is terughoudend om te investeren in voorzieningen voor zorg",
        "Zij zegt dat een zorgsteunpunt en domotica niet van haar zijn, de zorgorganisatie mag niet in stenen steken.",
        (
            "Maak een maatschappelijke businesscase waarin baten en lasten per partij staan. De zorgorganisatie huurt "
            "bij ons het steunpunt voor vijftien jaar, waarmee de corporatie het kon bekostigen.",
        ),
    ),
    Eerder(
        "opschalen",
        "gezamenlijke_visie",
        "Ons eerste zorgbuurthuis loopt goed: hoe beginnen we sneller aan een tweede?",
        "Bij elk nieuw project zitten weer andere mensen aan tafel en begint het opbouwen van vertrouwen opnieuw.",
        (
            "Leg de werkwijze vast in een handboek, houd het kernteam bij elkaar en sluit een raamovereenkomst voor "
            "drie locaties tegelijk.",
        ),
    ),
    Eerder(
        "netcongestie",
        "netcongestie_nuts",
        "Er is geen ruimte op het stroomnet voor ons gebouw",
        "De netbeheerder zet ons op een wachtlijst tot 2030.",
        (
            "Met een batterij, slim laden en een gedeelde warmtepomp bleven wij onder de grens voor een kleine "
            "aansluiting. Vraag ook of het project maatschappelijke voorrang krijgt.",
        ),
    ),
    Eerder(
        "bezwaar",
        "procedures_bezwaar_beroep",
        "Omwonenden dreigen met bezwaar en beroep",
        "Zij vrezen hoogbouw en verkeer. Een gang naar de Raad van State kost anderhalf jaar.",
        (
            "Ga vroeg aan de keukentafel zitten en laat de buurt meetekenen aan het voorplein. Wij verlaagden één "
            "bouwdeel en er kwam geen enkel bezwaarschrift.",
        ),
    ),
    Eerder(
        "toewijzing",
        "beleid",
        "Hoe houden we de woningen vrij voor mensen die zorg nodig hebben?",
        "Woningtoewijzing gaat in onze regio op inschrijfduur.",
        (
            "In de huisvestingsverordening staat nu een label voor zorggeschikte woningen, met een commissie van "
            "corporatie en zorg die kandidaten voordraagt. Een deel gaat naar vitale buren.",
        ),
    ),
]


# (what is asked, in other words; the earlier question it should find)
STEL: list[tuple[str, str]] = [
    ("Het ene loket zegt dat we bij het andere moeten zijn, en zo draaien we al maanden rondjes", "rotonde"),
    ("Is er een korte route als de functie op de kaart niet klopt met wat wij willen bouwen?", "omgevingsplan"),
    ("De jurist twijfelt: is wonen met 24 uur zorg nog wel wonen?", "bestemming"),
    ("Kunnen buurtgenoten mee-eten in de gemeenschappelijke ruimte van ons complex?", "huiskamer"),
    ("Wat is een redelijk bedrag voor de kavel als we alleen sociale huur bouwen?", "grondprijs"),
    ("De gemeente wil een openbare selectie houden voor de kavel waar wij al jaren mee bezig zijn", "didam"),
    ("Hoeveel parkeerplaatsen heb je echt nodig bij wonen voor 75-plussers?", "parkeernorm"),
    ("Er komen zes verschillende thuiszorgaanbieders over de vloer, kan dat er niet één zijn?", "een_zorgorganisatie"),
    ("De gemeenschapsbouwer stopt als het potje leeg is", "community_builder"),
    ("Wie draait op voor de beheerkosten van de buurtkamer?", "ontmoetingsruimte"),
    ("Moet er een sprinklerinstallatie in als er mensen met dementie wonen?", "brandveiligheid"),
    ("Brede deuren en draaicirkels kosten ons te veel vierkante meters", "toegankelijkheid"),
    ("Wanneer mag je een appartement zorggeschikt noemen?", "definitie"),
    ("Ons programma van eisen is te lang en veel te duur geworden", "stapeling"),
    ("We gebruiken andere woorden voor hetzelfde en begrijpen elkaar niet", "talen"),
    ("Niemand zegt wat hij er zelf uit wil halen", "belangen"),
    ("Elke organisatie heeft een eigen ambitie op papier, hoe maken we daar een gedeeld verhaal van?", "visie"),
    ("Onduidelijk wie de trekker is van ons project", "rollen"),
    ("Wie kan ons proces begeleiden zonder zelf belanghebbende te zijn?", "procesregisseur"),
    ("Een conflict sleept zich voort in de werkgroep, wanneer moet het naar de directeuren?", "escalatie"),
    ("Het college wil nog niets ondertekenen", "commitment"),
    ("We krijgen pas over jaren een aansluiting van de netbeheerder", "netcongestie"),
    ("De buren gaan naar de rechter", "bezwaar"),
    ("Een tweede locatie starten met dezelfde partners, hoe pak je dat aan?", "opschalen"),
]

TOETS: list[tuple[str, str]] = [
    ("Wonen en zorg zitten bij verschillende afdelingen van de gemeente en die overleggen niet met elkaar", "rotonde"),
    ("We moeten afwijken van het omgevingsplan en dat duurt te lang", "omgevingsplan"),
    ("Geldt een maatschappelijke bestemming als er verpleegzorg aan huis wordt gegeven?", "bestemming"),
    ("De kavel wordt te duur, we zouden veel groter moeten bouwen om uit te komen", "grondprijs"),
    ("Mag grond een-op-een worden verkocht aan de partij die het initiatief nam?", "didam"),
    ("Onze toekomstige bewoners rijden niet meer, is deelvervoer een reden voor minder parkeren?", "parkeernorm"),
    ("Wie kent bij de provincie de weg en heeft het mandaat om iets los te trekken?", "ingang"),
    ("Thuiszorg en langdurige zorg van dezelfde aanbieder, mag dat van de verzekeraar?", "een_zorgorganisatie"),
    ("Structureel geld vinden voor iemand die bewoners bij elkaar brengt", "community_builder"),
    ("Onze gezamenlijke woonkamer is elk jaar verliesgevend", "ontmoetingsruimte"),
    ("De brandweer stelt strenge voorwaarden omdat bewoners hulp nodig hebben bij een ontruiming", "brandveiligheid"),
    ("Er is verwarring over het begrip geclusterd wonen en wat meetelt voor de opgave", "definitie"),
    ("Kunnen we keurmerken laten vallen om het betaalbaar te houden?", "stapeling"),
    ("Zorgmensen en vastgoedmensen spreken een andere taal", "talen"),
    ("Er zitten verborgen agenda's aan tafel", "belangen"),
    ("Er is geen gezamenlijk beeld van waar we naartoe willen", "visie"),
    ("Iedereen wijst naar elkaar: de taken zijn niet verdeeld en de regie ontbreekt", "rollen"),
    ("Welzijn zit niet aan tafel terwijl we hen straks hard nodig hebben", "welzijn"),
    ("De gemeente heeft te weinig ambtenaren om ons plan te behandelen", "capaciteit"),
    ("Na de verkiezingen is er een nieuwe wethouder en is het draagvlak weg", "commitment"),
    ("De mensen die het moeten uitvoeren zijn niet op de hoogte van wat de bestuurders afspraken", "borging"),
    ("Niemand wil meebetalen aan domotica en een steunpunt voor de zorg", "investeren"),
    ("Er is geen stroom beschikbaar voor de warmtepompen", "netcongestie"),
    ("Komen de appartementen straks wel terecht bij ouderen met een zorgvraag?", "toewijzing"),
]
