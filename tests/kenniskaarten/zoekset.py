"""What the search over all knowledge is measured with: forty questions as people of the field type them.

Drawn from the two reports and their subjects; every sentence is our own. Written, and split in two, before the search
was; TOETS was left alone while the search and its words were tuned on STEL.

What is right is named by source: 'grondzaken' is the slug of a kennisstuk, 'vraag:' one of EERDER in
tests/projecten/vraagset.py, 'begrip:' a term, 'stap@' any step of that party, 'voorbeeld@' any example with that
omgeving or bouwvorm.
"""

KAART_TOEWIJZING = "woningtoewijzing-en-doorstroming"
KAART_VOORRAAD = "bestaande-voorraad"
KAART_GEMEENSCHAP = "werken-aan-gemeenschapsvorming"
KAART_PLOT = "van-bod-naar-plot"
KAART_GROND = "grondzaken"
TOOLKIT = "toolkit-van-bod-naar-plot"
WEBINAR_TOEWIJZING = "webinar-woningtoewijzing-en-doorstroming"
WEBINAR_PLUS = "webinar-wonen-met-een-plus"
WEBINAR_BUILDING = "webinar-community-building"
WEBINAR_GEBIED = "webinar-toekomstbestendige-gebiedsontwikkeling"
WEBINAR_GERICHT = "webinar-gerichte-woningtoewijzing"
WEBINAR_ZORGZAAM = "webinar-zorgzame-buurten"


def bouwsteen(schaal: str, thema: str) -> str:
    return f"bouwsteen:{schaal}/{thema}"


ONTMOETING, BETAALBAAR, ZORG = "ontmoeting", "betaalbaar_brandveilig", "geschikt_voor_zorg"

# (what is typed, what is right)
STEL: list[tuple[str, set[str]]] = [
    ("parkeernorm ouderen", {"vraag:parkeernorm", bouwsteen("buurt", BETAALBAAR)}),
    (
        "hoe voorkom ik dat niemand de ontmoetingsruimte betaalt?",
        {"vraag:ontmoetingsruimte", bouwsteen("gebouw", ONTMOETING), KAART_GEMEENSCHAP},
    ),
    ("voorkeursrecht gemeente grond", {KAART_GROND}),
    (
        "voorrang voor ouderen bij toewijzing",
        {KAART_TOEWIJZING, WEBINAR_TOEWIJZING, WEBINAR_GERICHT, "vraag:toewijzing"},
    ),
    ("lift in een portiekflat", {KAART_VOORRAAD}),
    ("Hoe hang je met partners boven de kaart om locaties te kiezen?", {KAART_PLOT, TOOLKIT}),
    ("community builder financiering", {KAART_GEMEENSCHAP, WEBINAR_BUILDING, "vraag:community_builder"}),
    (
        "sprinkler of niet als bewoners dementie hebben",
        {"vraag:brandveiligheid", bouwsteen("gebouw", BETAALBAAR), bouwsteen("woning", BETAALBAAR)},
    ),
    ("rolstoel badkamer breedte deur", {bouwsteen("woning", ZORG), "vraag:toegankelijkheid"}),
    (
        "wat is het verschil tussen geclusterd en zorggeschikt",
        {"begrip:geclusterd", "begrip:zorggeschikt", "vraag:definitie"},
    ),
    ("anterieure overeenkomst", {KAART_GROND}),
    ("Thuisplusflat", {KAART_VOORRAAD, WEBINAR_PLUS}),
    ("doorstroming verhuisbewegingen", {KAART_TOEWIJZING, WEBINAR_TOEWIJZING}),
    ("stroomnet vol", {"vraag:netcongestie"}),
    ("wat doet een zorgkantoor in de roadmap", {"stap@zorgkantoor"}),
    (
        "voorzieningen dichtbij: supermarkt, apotheek, bushalte",
        {bouwsteen("buurt", ONTMOETING), bouwsteen("buurt", BETAALBAAR), bouwsteen("buurt", ZORG)},
    ),
    ("wethouder wil niet tekenen", {"vraag:commitment"}),
    ("toekomstige bewoners betrekken voor de bouw begint", {KAART_GEMEENSCHAP, WEBINAR_BUILDING, "vraag:welzijn"}),
    ("gebiedsontwikkeling voor alle generaties", {WEBINAR_GEBIED}),
    ("voorbeeld van een hofje in een dorp", {"voorbeeld@dorps"}),
]

TOETS: list[tuple[str, set[str]]] = [
    ("prestatieafspraken corporatie bestaand bezit", {KAART_VOORRAAD, "stap@corporatie"}),
    (
        "mag de gemeente grond zonder openbare procedure aan een corporatie verkopen?",
        {"vraag:didam", KAART_GROND},
    ),
    (
        "eenzaamheid tegengaan in een woongebouw",
        {KAART_GEMEENSCHAP, bouwsteen("gebouw", ONTMOETING), WEBINAR_BUILDING, WEBINAR_ZORGZAAM},
    ),
    ("wonen of maatschappelijk", {"vraag:bestemming"}),
    ("grondprijs sociale huur", {"vraag:grondprijs", KAART_GROND}),
    (
        "Hoe zorg ik dat vitale en kwetsbare ouderen door elkaar wonen?",
        {KAART_TOEWIJZING, WEBINAR_GERICHT, KAART_GEMEENSCHAP},
    ),
    ("deelauto in plaats van parkeerplaats", {"vraag:parkeernorm", bouwsteen("buurt", BETAALBAAR)}),
    ("nultreden definitie", {"begrip:nultreden"}),
    ("toolkit workshop locaties", {TOOLKIT, KAART_PLOT}),
    (
        "huiskamer open voor de buurt",
        {"vraag:huiskamer", bouwsteen("buurt", ONTMOETING), bouwsteen("gebouw", ONTMOETING)},
    ),
    ("garagebox ombouwen", {KAART_VOORRAAD}),
    ("wie trekt het project als iedereen naar elkaar wijst", {"vraag:rollen", "vraag:procesregisseur"}),
    ("bezwaar omwonenden", {"vraag:bezwaar"}),
    ("stappen voor een ontwikkelaar", {"stap@ontwikkelaar"}),
    ("locatie reserveren en vastleggen in het volkshuisvestingsprogramma", {KAART_PLOT, "stap@gemeente"}),
    (
        "scootmobiel stallen en opladen",
        {bouwsteen("gebouw", ZORG), bouwsteen("gebouw", BETAALBAAR), KAART_VOORRAAD},
    ),
    ("ruimte voor het zorgteam in het gebouw", {bouwsteen("gebouw", ZORG)}),
    ("verbouwd verzorgingshuis", {"voorbeeld@transformatie"}),
    ("een zorgorganisatie voor wijkverpleging en Wlz", {"vraag:een_zorgorganisatie"}),
    ("woningen betaalbaar houden ondanks alle eisen", {bouwsteen("woning", BETAALBAAR), "vraag:stapeling"}),
]
