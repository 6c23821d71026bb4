"""What plots, boden and existing homes of the demo are made of: weights, names and texts. All of it is invention."""

from programmering.aanpassingen.lijsten import Aanpassingsoort, VanType
from programmering.boden.lijsten import Partijsoort
from programmering.plots.lijsten import Plotstatus

S = Plotstatus

# Of the gemeenten that are drawn to keep no place free yet; with those that have no plot of that kind by chance it
# becomes a third.
ZONDER_RESERVERING = 0.20
STATUS = (
    (S.KANDIDAAT, 31), (S.IN_GESPREK, 23), (S.GERESERVEERD, 23), (S.VASTGELEGD, 14), (S.IN_PLAN, 6),
    (S.VERVALLEN, 2), (S.VERLOPEN, 1),
)  # fmt: skip
STATUS_ZONDER = ((S.KANDIDAAT, 57), (S.IN_GESPREK, 38), (S.VERVALLEN, 5))
VERTROUWELIJK = {
    S.KANDIDAAT: (("openbaar", 50), ("provincie", 33), ("gemeente", 17)),
    S.IN_GESPREK: (("openbaar", 55), ("provincie", 32), ("gemeente", 13)),
    S.VASTGELEGD: (("openbaar", 85), ("provincie", 15)),
    S.IN_PLAN: (("openbaar", 85), ("provincie", 15)),
    "": (("openbaar", 68), ("provincie", 24), ("gemeente", 8)),
}
JAAR = ((2028, 5), (2029, 11), (2030, 18), (2031, 23), (2032, 18), (2033, 9), (2034, 5), (0, 11))
TYPEN = (
    (("geclusterd",), 38),
    (("zorggeschikt",), 22),
    (("geclusterd", "zorggeschikt"), 25),
    (("nultreden", "geclusterd"), 8),
    (("nultreden",), 7),
)
# Smallest building, and the scale of what comes on top of that.
GROOTTE = {"nultreden": (8, 2.6), "geclusterd": (12, 2.4), "zorggeschikt": (12, 2.1)}
GRONDPOSITIE = (
    ("gemeente", 40), ("corporatie", 20), ("zorgorganisatie", 9), ("marktpartij", 12), ("particulier", 7),
    ("meerdere", 7), ("onbekend", 5),
)  # fmt: skip
PLANOLOGIE = (("past", 22), ("wijziging_nodig", 42), ("in_voorbereiding", 21), ("onbekend", 15))
VASTGELEGD_IN = (("volkshuisvestingsprogramma", 50), ("prestatieafspraken", 30), ("omgevingsplan", 20))
BEWIJS = {
    "volkshuisvestingsprogramma": "Volkshuisvestingsprogramma, kaart met plekken (rekenvoorbeeld)",
    "prestatieafspraken": "Prestatieafspraken 2026, bijlage plekken (rekenvoorbeeld)",
    "omgevingsplan": "Wijziging van het omgevingsplan (rekenvoorbeeld)",
}
RESERVERING = "Besluit van het college (rekenvoorbeeld)"
VERVALLEN = (
    "De plek is nodig voor een school.",
    "De eigenaar verkoopt de grond aan een ander.",
    "Te ver van winkels en een halte.",
    "De grond is te vervuild om hier snel te bouwen.",
)
TOELICHTING = (
    "", "", "",
    "De eigenaar wil eerst weten wat de gemeente van plan is.",
    "De ontmoetingsruimte in de buurt kan worden gedeeld.",
    "Omwonenden zijn uitgenodigd om mee te denken.",
    "Wacht op een aansluiting op het stroomnet.",
)  # fmt: skip

# What stands there now; behind the name, or every list by name would begin with the same word.
PLEK = {
    "nieuwbouw": ("sportveld", "parkeerterrein", "oude kwekerij", "braak terrein", "rand van de wijk", "oude tuin"),
    "transformatie": ("oude school", "voormalig kantoor", "leegstaande kerk", "oud raadhuis", "oude werkplaats"),
}

# How often a role is filled. The gemeente is there by itself; the zorgorganisatie is the one that is missing most.
ROLLEN = {
    S.KANDIDAAT: {"corporatie_investeerder": 32, "zorgorganisatie": 10, "lokale_gemeenschap": 20, "gemeente": 55},
    S.IN_GESPREK: {"corporatie_investeerder": 65, "zorgorganisatie": 31, "lokale_gemeenschap": 38, "gemeente": 90},
    S.GERESERVEERD: {"corporatie_investeerder": 80, "zorgorganisatie": 46, "lokale_gemeenschap": 52, "gemeente": 100},
    S.VASTGELEGD: {"corporatie_investeerder": 92, "zorgorganisatie": 66, "lokale_gemeenschap": 74, "gemeente": 100},
    S.IN_PLAN: {"corporatie_investeerder": 97, "zorgorganisatie": 82, "lokale_gemeenschap": 88, "gemeente": 100},
}
# How often a partner said yes on a first level, and after each level on the next.
TOEZEGGING = {
    S.KANDIDAAT: 0.3, S.IN_GESPREK: 0.5, S.GERESERVEERD: 0.72, S.VASTGELEGD: 0.86, S.IN_PLAN: 0.94,
}  # fmt: skip
GEMEENSCHAP = ("Bewonersinitiatief (voorbeeld)", "Dorpsraad (voorbeeld)", "Ouderenvereniging (voorbeeld)")

# Per organisation of the cast: the roles in which it joins, how often, and where ('' is everywhere).
CORPORATIE = "Woningcorporatie (voorbeeld)"
ZORGORGANISATIE = "Zorgorganisatie (voorbeeld)"
INVESTEERDER = "Investeerder (voorbeeld)"
TWENTE = "WD13"
EIGEN_GEMEENTEN = ("Gemeente Enschede", "Gemeente Hengelo", "Gemeente Doesburg")

CRITERIA = ("voorzieningen", "ov", "ontmoeting", "zorginfrastructuur", "barrieres", "draagvlak", "grond")
BEOORDEELD = {
    S.KANDIDAAT: 0.4, S.IN_GESPREK: 0.7, S.GERESERVEERD: 0.92, S.VASTGELEGD: 0.97, S.IN_PLAN: 0.97,
}  # fmt: skip
SCOREREDENEN = {
    "voorzieningen": {False: "De supermarkt is te ver om te lopen.", True: "Winkels en huisarts liggen om de hoek."},
    "ov": {False: "De bus rijdt niet in het weekend.", True: "Een halte op honderd meter."},
    "ontmoeting": {False: "Er is nog geen plek om elkaar te ontmoeten.", True: "Het buurthuis ligt ernaast."},
    "zorginfrastructuur": {False: "Nachtzorg komt van ver.", True: "Een zorgteam werkt al in deze buurt."},
    "barrieres": {False: "Een drukke weg ligt tussen de plek en de winkels.", True: "Vlak en veilig te lopen."},
    "draagvlak": {False: "De buurt heeft zorgen over het verkeer.", True: "De buurt vraagt er zelf om."},
    "grond": {False: "De grondprijs is nog te hoog.", True: "De grond is van de gemeente."},
}

# --- Boden -------------------------------------------------------------------------------------------------

PARTIJ = {
    Partijsoort.CORPORATIE: ("Woningcorporatie", 50),
    Partijsoort.ONTWIKKELAAR: ("Ontwikkelaar", 19),
    Partijsoort.INVESTEERDER: ("Investeerder", 13),
    Partijsoort.ZORGORGANISATIE: ("Zorgorganisatie", 9),
    Partijsoort.GEMEENTE: ("Gemeente", 4),
    Partijsoort.BEWONERSINITIATIEF: ("Bewonersinitiatief", 3),
    Partijsoort.WELZIJNSORGANISATIE: ("Welzijnsorganisatie", 2),
}
BODSTATUS = (("uitgebracht", 62), ("aanvaard", 33), ("ingetrokken", 5))
BODBOUWVORM = (("nieuwbouw", 66), ("transformatie", 20), ("bestaande_bouw", 14))
BODTYPEN = (
    (("geclusterd",), 34), (("zorggeschikt",), 20), (("geclusterd", "zorggeschikt"), 18),
    (("nultreden", "geclusterd"), 12), (("nultreden",), 16),
)  # fmt: skip
BODJAAR = ((2027, 8), (2028, 14), (2029, 18), (2030, 20), (2031, 16), (2032, 12), (2033, 6), (0, 6))
DOCUMENTEN = (
    "", "Brief aan het college (rekenvoorbeeld)", "Prestatieafspraken 2026 (rekenvoorbeeld)",
    "Verslag van een overleg (rekenvoorbeeld)",
)  # fmt: skip

# --- Existing homes ----------------------------------------------------------------------------------------

AANPASSING = (
    ((Aanpassingsoort.LIFT_OF_DREMPELS, VanType.REGULIER, "nultreden"), 38),
    ((Aanpassingsoort.VERBOUWING, VanType.REGULIER, "nultreden"), 16),
    ((Aanpassingsoort.ONTMOETINGSRUIMTE, VanType.NULTREDEN, "geclusterd"), 24),
    ((Aanpassingsoort.TOEWIJZING, VanType.NULTREDEN, "geclusterd"), 12),
    ((Aanpassingsoort.VERBOUWING, VanType.GECLUSTERD, "zorggeschikt"), 10),
)
AANPASSINGSBEWIJS = {
    Aanpassingsoort.VERBOUWING: "Verslag van oplevering (rekenvoorbeeld)",
    Aanpassingsoort.LIFT_OF_DREMPELS: "Verslag van oplevering (rekenvoorbeeld)",
    Aanpassingsoort.ONTMOETINGSRUIMTE: "Opening van de ontmoetingsruimte (rekenvoorbeeld)",
    Aanpassingsoort.TOEWIJZING: "Afspraak over toewijzing (rekenvoorbeeld)",
}
EIGENAAR = (("corporatie", 76), ("belegger", 10), ("zorgorganisatie", 8), ("vve", 6))
KANS = (
    (("complex", "nultreden", "Een lift en vlakke drempels maken deze flat geschikt."), 34),
    (("complex", "geclusterd", "Er wonen al veel ouderen; alleen een ontmoetingsruimte ontbreekt."), 32),
    (("instellingsterrein", "zorggeschikt", "Het terrein komt deels leeg en zorg is er dag en nacht."), 20),
    (("anders", "geclusterd", "Het pand staat leeg en ligt vlak bij winkels en een halte."), 14),
)
COMPLEX = {"complex": "Flat", "instellingsterrein": "Terrein", "anders": "Pand"}
