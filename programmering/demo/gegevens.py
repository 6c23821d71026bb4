"""What the demo is made of: shares, weights and code lists of the plans that `calculations` draws.

The shares of the opgave follow the end report; all other weights are invention, chosen to look plausible.
"""

# Per ten thousand of the national opgave t/m 2030, per schakel; 'later' and 'jaar_onbekend' lie outside the period.
AANDEEL = {
    "nultreden": {"gerealiseerd": 3583, "hard": 3427, "zacht": 2241, "later": 1612, "jaar_onbekend": 273},
    "geclusterd": {"gerealiseerd": 1213, "hard": 2077, "zacht": 1738, "later": 1634, "jaar_onbekend": 381},
    "zorggeschikt": {"gerealiseerd": 924, "hard": 1969, "zacht": 1807, "later": 1418, "jaar_onbekend": 412},
}  # fmt: skip
CORPORATIEDEEL = 0.43
# All homes in plans for the years 2022–2036, about one to every 19 inhabitants.
INWONERS_PER_WONING = 19
MINIMUM_CLUSTER = 12

# What of a plan lies where: 'g' realised, 'p' planned t/m 2030, 'l' later, 'u' year unknown.
SOORTEN: dict[str, tuple[int, dict[str, float]]] = {
    "afgerond": (19, {"g": 1.0}),
    "uitvoering": (12, {"g": 0.5, "p": 0.5}),
    "hard": (25, {"p": 0.9, "l": 0.1}),
    "zacht": (23, {"p": 0.7, "l": 0.3}),
    "later": (12, {"l": 0.8, "u": 0.2}),
    "niet": (5, {"p": 0.4, "l": 0.6}),
    "concept": (3, {"p": 0.6, "l": 0.4}),
    "onbekend": (1, {"p": 1.0}),
}
BUITEN_TELLING = ("niet", "concept", "onbekend")

STATUSSEN = {
    "afgerond": (("1A", 92), ("1B", 3), ("2A", 5)),
    "uitvoering": (("1A", 85), ("1B", 7), ("2A", 8)),
    "hard": (("1A", 44), ("1B", 8), ("2A", 41), ("2B", 7)),
    "zacht": (("3", 52), ("1C", 9), ("2C", 7), ("4A", 22), ("4B", 10)),
    "later": (("3", 15), ("1C", 5), ("2C", 5), ("4A", 45), ("4B", 30)),
    "niet": (("5A", 60), ("5B", 40)),
    "concept": (("3", 40), ("4A", 35), ("4B", 25)),
    "onbekend": (("onbekend", 1),),
}
PROJECTSTATUSSEN = {
    "afgerond": (("nazorg", 30), ("afgerond", 70)),
    "uitvoering": (("realisatie_tot_laatste", 1),),
    "hard": (("ontwerp", 25), ("voorbereiding", 35), ("bouwvoorbereiding", 28), ("realisatie_tot_eerste", 12)),
    "3": (("definitie", 35), ("ontwerp", 45), ("voorbereiding", 20)),
    "1C": (("definitie", 50), ("ontwerp", 50)),
    "2C": (("definitie", 50), ("ontwerp", 50)),
    "4A": (("studie", 25), ("start", 35), ("initiatief", 40)),
    "4B": (("studie", 50), ("start", 30), ("initiatief", 20)),
    "5A": (("studie", 70), ("start", 30)),
    "5B": (("studie", 100),),
    "onbekend": (("onbekend", 1),),
}
KNELPUNTEN = (
    ("netcongestie_nuts", 20), ("ambtelijke_capaciteit", 14), ("onrendabele_top", 13), ("stikstof", 10),
    ("grondpositie", 9), ("procedures_bezwaar_beroep", 9), ("parkeernorm", 8), ("draagvlak", 8), ("grondprijs", 7),
    ("geluidshinder", 6), ("flora_fauna", 5), ("bereikbaarheid", 5), ("bestemming_wonen_of_maatschappelijk", 4),
    ("beleid", 4), ("overbruggingsfinanciering", 3), ("vervuilde_grond", 3), ("spuitzones_milieu", 2), ("anders", 2),
)  # fmt: skip
ZORGKNELPUNTEN = (
    ("zorgpartij_ontbreekt", 20),
    ("financiering_gemeenschapsvorming", 14),
    ("brandveiligheid", 8),
    *KNELPUNTEN,
)
TOELICHTINGEN = {
    "netcongestie_nuts": "Wacht op een aansluiting op het stroomnet.",
    "ambtelijke_capaciteit": "Er is nog geen projectleider beschikbaar.",
    "onrendabele_top": "De begroting sluit nog niet; er wordt gezocht naar een bijdrage.",
    "zorgpartij_ontbreekt": "Er is nog geen zorgorganisatie die meedoet.",
    "grondpositie": "Een deel van de grond is van een andere eigenaar.",
    "procedures_bezwaar_beroep": "Omwonenden hebben bezwaar gemaakt.",
    "draagvlak": "Het gesprek met de buurt loopt.",
    "financiering_gemeenschapsvorming": "Voor de ontmoetingsruimte is nog geen geld.",
}
OPDRACHTGEVERS = (
    ("projectontwikkelaar", 44),
    ("woningcorporatie", 20),
    ("particulieren", 13),
    ("gemeente", 9),
    ("meerdere", 9),
    ("anders", 5),
)
CORPORATIE_VAN = {"woningcorporatie": 1.0, "meerdere": 0.45}
# Weights of betaalbaarheid per opdrachtgever; what is left out does not occur there.
PRIJZEN = {
    "woningcorporatie": {"sociale_huur": 84, "middenhuur": 12, "betaalbare_koop": 4},
    "meerdere": {
        "sociale_huur": 45, "middenhuur": 16, "dure_huur": 5, "betaalbare_koop": 19, "dure_koop": 10, "onbekend": 5,
    },
    "gemeente": {
        "sociale_huur": 28, "middenhuur": 12, "betaalbare_koop": 28, "dure_koop": 17, "koop_onbekend": 5,
        "onbekend": 10,
    },
    "particulieren": {"betaalbare_koop": 25, "dure_koop": 60, "koop_onbekend": 15},
    "": {
        "sociale_huur": 16, "middenhuur": 16, "dure_huur": 9, "huur_onbekend": 4, "betaalbare_koop": 26,
        "dure_koop": 23, "koop_onbekend": 6,
    },
}  # fmt: skip
EENGEZINS = {"centrum_stedelijk": 4, "buiten_centrum": 30, "groen_stedelijk": 52, "dorps": 62, "landelijk": 85}
# m² of land a home takes, roads and green included.
GROND_PER_WONING = {
    "centrum_stedelijk": 95, "buiten_centrum": 170, "groen_stedelijk": 260, "dorps": 310, "landelijk": 420,
}  # fmt: skip
MAX_OPPERVLAKTE = 450_000
