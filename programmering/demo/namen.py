"""Invented names for plans. Crafts, stones and weather: no person and no existing care home is called so."""

from random import Random

STAM = (
    "Ankersmids", "Barnsteen", "Bazalt", "Bijenkorf", "Blokmakers", "Boekbinders", "Bootsmans", "Borstelmakers",
    "Brandglas", "Dakpan", "Dauwdruppel", "Diabaas", "Draaibank", "Drijfhout", "Glasblazers", "Graniet",
    "Hagelsteen", "Hamerslag", "Hoefijzer", "Houtzagers", "Inktpot", "Kaardebol", "Kaarsenmakers", "Kalksteen",
    "Kantklos", "Katrol", "Keramiek", "Kiezel", "Klinker", "Klokkengieters", "Kobalt", "Kompas", "Koperslagers",
    "Kuipers", "Kwarts", "Landmeters", "Leemkuil", "Leisteen", "Letterzetters", "Lichtboei", "Lijnbaan",
    "Loodlijn", "Mandenvlechters", "Meetlat", "Meridiaan", "Molensteen", "Morgennevel", "Noorderlicht", "Parelmoer",
    "Peillood", "Polsstok", "Pottenbakkers", "Regenboog", "Rietdekkers", "Schelpen", "Schippers", "Schoorsteen",
    "Sluiswachters", "Spinnewiel", "Spoelders", "Stuwdam", "Sterrenkijkers", "Tegelzetters", "Tonnenmakers",
    "Touwslagers", "Turfstekers", "Veldspaat", "Vuursteen", "Wagenmakers", "Waterpas", "Wevers", "Windwijzer",
    "Zandloper", "Zandsteen", "Zeilmakers", "Zonnewijzer",
)  # fmt: skip
ACHTER = (
    "hof", "park", "kade", "tuin", "erf", "veld", "weide", "plein", "akker", "dreef", "gaarde", "singel",
    "zoom", "brink", "poort", "oever", "terras", "plantsoen", "kwartier", "hoek", "werf", "laan",
)  # fmt: skip
COMBINATIES = len(STAM) * len(ACHTER)


def plannaam(nummer: int) -> str:
    """The name with this number; beyond the combinations the same names come back as a later phase."""
    fase, combinatie = divmod(nummer, COMBINATIES)
    stam, achter = divmod(combinatie, len(ACHTER))
    naam = STAM[stam] + ACHTER[achter]
    return f"{naam} fase {fase + 1}" if fase else naam


def kies_namen(rng: Random, aantal: int, bezet: frozenset[str] = frozenset()) -> list[str]:
    """`aantal` different names that no plan in `bezet` has."""
    voorraad = COMBINATIES * (1 + (aantal + len(bezet)) // COMBINATIES)
    namen = [plannaam(nummer) for nummer in rng.sample(range(voorraad), aantal + len(bezet))]
    return [naam for naam in namen if naam not in bezet][:aantal]
