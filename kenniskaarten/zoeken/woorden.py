"""Words of the field that say the same or belong together, for who asks in other words than the answer was given.

Beginnings of words, as the Dutch stemmer leaves them: 'parke' stands for parkeren, parkeernorm and parkeerplaats.
Measured in tests/projecten/test_vraagbaak.py: without these the vraagbaak finds far less (docs/metingen.md).
"""

# Beginnings of words that stand in every question of this field, and so tell nothing about this one.
ALGEMEEN = ("woning", "project", "gemeent", "ouder", "mens", "bewoner", "partner", "organisatie", "nodig", "hoeveel")

# Words that hold a sentence together, and the verbs of every question.
_VULSEL = """
aan al alle alleen allemaal als altijd andere begin beginnen begint beter bij bijna bouw bouwen bouwt daar dan
dat de der deze die dit doe doen door dus een eens en er erg ga gaan gaat geen geven gevraagd goed graag had
half halve heb hebben heeft heel helpen helpt het hier hij hoe hoge hoog hun iedereen iemand iets ik in is ja
jaar jaren je jullie kan kom komen komt krijg krijgen krijgt kun kunnen kunt maak maakt maar mag maken me meer
met mijn moet moeten mogen na naar nee niemand niet niets nog nu of om omdat onder ons onze ook op over pas
per rekenen rekent sinds sta staan staat steeds te tegen toch toe tot tussen u uit uw vaak van vanaf veel voor
vraag vraagt vragen waar waarom wacht wachten wanneer want waren was wat we weer weet wel welk welke werd wie
wij wil willen word worden wordt zal ze zelf zich zie zien ziet zij zijn zo zoals zonder zou zouden zullen
"""
VULSEL = frozenset(_VULSEL.split())

# Only over all knowledge: between questions alone these words are too common.
KENNISGROEPEN: tuple[tuple[str, ...], ...] = (("locatie", "plek", "plot", "kaart", "reserver", "ruimtereserver"),)

GROEPEN: tuple[tuple[str, ...], ...] = (
    ("ambtenarenrotond", "loket", "afdel", "domein", "verwijst", "rondj", "schot", "kastj"),
    ("omgevingsplan", "bestemmingsplan", "procedur", "afwijk", "buitenplan", "vergun", "functie"),
    ("bestemm", "maatschapp", "woonfunctie", "huurcontract", "verpleegzorg", "24"),
    ("ontmoet", "huiskamer", "buurtkamer", "woonkamer", "gemeenschapp", "buurthuis"),
    ("buurt", "wijk", "buren", "buur", "omwon"),
    ("grond", "kavel", "prijs", "residu"),
    ("didam", "gronduitgift", "selectie", "openbar", "openba", "enkelvoud", "gegad", "tender", "aanbested"),
    ("parke", "auto", "deelaut", "deelmobil", "deelvervoer", "mobil"),
    ("aanspreekpunt", "mandat", "mandaat", "aanjager", "doorpak", "olieros", "accounthouder"),
    ("wijkverpleg", "thuiszorg", "wlz", "aanbieder", "voorkeursaanbieder", "verzekerar", "verzekeraar", "langdur"),
    ("communit", "builder", "gemeenschapsbouw", "gemeenschapsvorm", "gemeenschap", "verbind", "welzijnswerk"),
    ("exploitatie", "beher", "beheer", "servicekost", "verlies", "schoonmak", "schoonmaak", "onderhoud"),
    ("brand", "sprinkler", "vlucht", "ontruim", "watermist", "doormeld", "rookmeld"),
    ("toegank", "rolstoel", "rollator", "drempel", "draaicirkel", "deur"),
    ("definitie", "zorggeschikt", "geclusterd", "kenmerk", "begrip", "meetel", "meetelt", "nultred"),
    ("keurmerk", "eis", "stapel", "opstapel", "onbetal", "betal", "soberder"),
    ("tal", "taal", "woord", "begrijp", "vakjargon", "langs"),
    ("belang", "agenda", "winst", "transparant"),
    ("visie", "ambitie", "droom", "stip", "beeld"),
    ("rol", "rollen", "regie", "trekker", "tak", "taak", "verantwoord", "eigenar", "eigenaar"),
    ("welzijn",),
    ("procesregis", "procesbegeleid", "begeleid", "kartrekker", "onafhank", "gespreksleider", "kwartiermaker"),
    ("escal", "conflict", "meningsverschil", "hogerop", "stuurgroep", "impas", "ruzie", "vastlop"),
    ("capaciteit", "vacatur", "ambtena", "personel", "personeel", "menskracht", "flexpol", "flexpool", "onderbezet"),
    ("commitment", "bestur", "bestuur", "wethouder", "colleg", "teken", "handteken", "onderteken", "intentieoverkomst",
     "intentieovereenkomst", "verkiez", "draagvlak"),
    ("borg", "werkvloer", "uitvoer", "medewerker", "laag", "lag"),
    ("invester", "businesscas", "bekost", "meebetal", "onrendab", "domotica", "zorgsteunpunt", "steunpunt"),
    ("kost", "geld", "financier", "subsidie", "budget", "potj", "dekk", "bijdrag"),
    ("opschal", "twed", "volgend", "herhal", "raamovereenkomst", "handboek", "locaties"),
    ("netcongestie", "stroom", "netbeher", "netbeheer", "aansluit", "elektric", "batterij", "warmtepomp", "transport"),
    ("bezwar", "bezwaar", "beroep", "rechter", "omwon", "buren", "raad van state"),
    ("toewijz", "woningtoewijz", "huisvestingsverorden", "voorrang", "inschrijfdur", "inschrijfduur", "kandidat"),
    ("betrek", "betrok", "meedo", "meeden", "meepra", "zeggenschap", "inspra", "participat"),
    ("stikstof", "natur", "aerius", "depositie", "vleermuiz"),
)  # fmt: skip
