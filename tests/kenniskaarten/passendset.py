"""What proposing knowledge at the right moment is measured with: twenty-four situations, drawn from the two reports.

Written, and split in two, before the scoring was; TOETS was left alone while its weights were chosen on STEL. The bar
set beforehand: in 20 of the 24 something right among the first three, and in 10 of the 12 of each half. What is right
is named as in `zoekset`.
"""

from kenniskaarten.passend.situatie import Situatie

from .zoekset import (
    BETAALBAAR,
    KAART_GEMEENSCHAP,
    KAART_GROND,
    KAART_PLOT,
    KAART_TOEWIJZING,
    KAART_VOORRAAD,
    ONTMOETING,
    TOOLKIT,
    WEBINAR_BUILDING,
    WEBINAR_GERICHT,
    WEBINAR_PLUS,
    WEBINAR_TOEWIJZING,
    WEBINAR_ZORGZAAM,
    ZORG,
    bouwsteen,
)

PROJECT, PLAN, PLOT = "dit project", "dit plan", "deze plot"
GECLUSTERD, ZORGGESCHIKT = ("geclusterd",), ("zorggeschikt",)
BEIDE = ("geclusterd", "zorggeschikt")

STEL: list[tuple[Situatie, set[str]]] = [
    (
        Situatie(
            PROJECT,
            GECLUSTERD,
            omvang=40,
            bouwvorm="nieuwbouw",
            fase="haalbaarheid",
            knelpunten=("parkeernorm",),
            tekst="De kavel is klein en de norm vraagt anderhalve plek per woning.",
        ),
        {"vraag:parkeernorm"},
    ),
    (
        Situatie(
            PROJECT,
            ZORGGESCHIKT,
            omvang=24,
            fase="initiatief",
            knelpunten=("zorgpartij_ontbreekt",),
            ontbreekt=("zorgorganisatie",),
            tekst="Er komen straks vijf aanbieders over de vloer.",
        ),
        {"vraag:een_zorgorganisatie"},
    ),
    (Situatie(PLOT, GECLUSTERD, omvang=60, bouwvorm="bestaand"), {KAART_VOORRAAD, WEBINAR_PLUS}),
    (
        Situatie(PLAN, ZORGGESCHIKT, omvang=24, bouwvorm="nieuwbouw", knelpunten=("brandveiligheid",)),
        {"vraag:brandveiligheid", bouwsteen("gebouw", BETAALBAAR), bouwsteen("woning", BETAALBAAR)},
    ),
    (
        Situatie(PROJECT, GECLUSTERD, omvang=30, fase="haalbaarheid", knelpunten=("gronduitgifte", "grondprijs")),
        {KAART_GROND, "vraag:didam", "vraag:grondprijs"},
    ),
    (
        Situatie(
            PROJECT,
            GECLUSTERD,
            omvang=45,
            fase="ontwerp",
            knelpunten=("financiering_gemeenschapsvorming",),
            tekst="Wie betaalt de community builder na de eerste twee jaar?",
        ),
        {KAART_GEMEENSCHAP, WEBINAR_BUILDING, "vraag:community_builder"},
    ),
    (Situatie(PLAN, GECLUSTERD, omvang=18, bouwvorm="nieuwbouw", omgeving="dorps"), {"voorbeeld@dorps"}),
    (Situatie(PLAN, BEIDE, omvang=90, bouwvorm="nieuwbouw", knelpunten=("netcongestie_nuts",)), {"vraag:netcongestie"}),
    (
        Situatie(
            PROJECT,
            BEIDE,
            omvang=52,
            fase="realisatie",
            tekst="Over een half jaar leveren we op. Wie krijgt een woning, en hoe houden we balans tussen bewoners?",
        ),
        {KAART_TOEWIJZING, WEBINAR_TOEWIJZING, WEBINAR_GERICHT, "vraag:toewijzing"},
    ),
    (
        Situatie(PROJECT, fase="idee", knelpunten=("gezamenlijke_visie",), tekst="Ieder heeft een eigen verhaal."),
        {"vraag:visie", "vraag:talen", "vraag:belangen"},
    ),
    (
        Situatie(
            PLOT,
            GECLUSTERD,
            omvang=36,
            fase="idee",
            ontbreekt=("corporatie", "investeerder", "zorgorganisatie"),
            tekst="kandidaat",
        ),
        {KAART_PLOT, TOOLKIT},
    ),
    (
        Situatie(PLAN, BEIDE, omvang=70, bouwvorm="transformatie", tekst="Het oude verzorgingshuis wordt verbouwd."),
        {"voorbeeld@transformatie", KAART_VOORRAAD},
    ),
]

TOETS: list[tuple[Situatie, set[str]]] = [
    (
        Situatie(PLAN, ZORGGESCHIKT, omvang=28, knelpunten=("bestemming_wonen_of_maatschappelijk",)),
        {"vraag:bestemming"},
    ),
    (
        Situatie(PROJECT, GECLUSTERD, omvang=55, fase="ontwerp", knelpunten=("procedures_bezwaar_beroep",)),
        {"vraag:bezwaar"},
    ),
    (
        Situatie(
            PROJECT,
            BEIDE,
            fase="initiatief",
            knelpunten=("bestuurlijk_commitment",),
            tekst="De nieuwe wethouder heeft het dossier nog niet opgepakt.",
        ),
        {"vraag:commitment", "vraag:borging"},
    ),
    (
        Situatie(PROJECT, fase="haalbaarheid", knelpunten=("rollen_en_regie",), tekst="Niemand neemt het voortouw."),
        {"vraag:rollen", "vraag:escalatie", "vraag:welzijn", "vraag:procesregisseur"},
    ),
    (
        Situatie(
            PROJECT,
            ZORGGESCHIKT,
            omvang=32,
            fase="haalbaarheid",
            knelpunten=("onrendabele_top",),
            tekst="Alles sociale huur; de voorzieningen voor zorg passen niet in de begroting.",
        ),
        {
            "vraag:investeren",
            "vraag:ontmoetingsruimte",
            bouwsteen("gebouw", BETAALBAAR),
            bouwsteen("woning", BETAALBAAR),
        },
    ),
    (Situatie(PLOT, GECLUSTERD, omvang=40, knelpunten=("grondpositie",), fase="idee"), {KAART_GROND}),
    (
        Situatie(PLAN, GECLUSTERD, omvang=48, knelpunten=("ambtelijke_capaciteit",)),
        {"vraag:capaciteit", "vraag:rotonde", "vraag:ingang"},
    ),
    (
        Situatie(PROJECT, ZORGGESCHIKT, omvang=30, fase="ontwerp", knelpunten=("definities_en_eisen",)),
        {
            "vraag:definitie",
            "vraag:stapeling",
            "vraag:toegankelijkheid",
            bouwsteen("woning", ZORG),
            bouwsteen("gebouw", ZORG),
        },
    ),
    (
        Situatie(
            PROJECT,
            GECLUSTERD,
            omvang=110,
            bouwvorm="bestaand",
            fase="initiatief",
            tekst="Een flat van de corporatie uit de jaren zestig: een lift erbij en een plek voor scootmobielen.",
        ),
        {KAART_VOORRAAD, WEBINAR_PLUS},
    ),
    (
        Situatie(PLAN, BEIDE, omvang=80, bouwvorm="nieuwbouw", omgeving="stedelijk"),
        {"voorbeeld@stedelijk"},
    ),
    (
        Situatie(
            PROJECT,
            GECLUSTERD,
            omvang=44,
            fase="in_gebruik",
            tekst="De ontmoetingsruimte is vaak leeg en bewoners kennen elkaar nauwelijks.",
        ),
        {
            KAART_GEMEENSCHAP,
            WEBINAR_BUILDING,
            WEBINAR_ZORGZAAM,
            bouwsteen("gebouw", ONTMOETING),
            "vraag:huiskamer",
            "vraag:welzijn",
        },
    ),
    (
        Situatie(PLAN, GECLUSTERD, omvang=14, bouwvorm="nieuwbouw", omgeving="landelijk"),
        {"voorbeeld@landelijk", "voorbeeld@dorps"},
    ),
]
