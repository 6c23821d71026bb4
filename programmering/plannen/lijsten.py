"""Code lists of a plan (domein.md 4). The slug is stored; the label is what people and source files write."""

from django.db.models import TextChoices


class StatusPlanologisch(TextChoices):
    S1A = "1A", "1A Onherroepelijk"
    S1B = "1B", "1B Onherroepelijk met uitwerkingsplicht"
    S1C = "1C", "1C Onherroepelijk met wijzigingsbevoegdheid"
    S2A = "2A", "2A Vastgesteld"
    S2B = "2B", "2B Vastgesteld met uitwerkingsplicht"
    S2C = "2C", "2C Vastgesteld met wijzigingsbevoegdheid"
    S3 = "3", "3 In voorbereiding"
    S4A = "4A", "4A Visie"
    S4B = "4B", "4B Optie"
    S5A = "5A", "5A Ambtelijk met locatie"
    S5B = "5B", "5B Ambtelijk zonder locatie"
    ONBEKEND = "onbekend", "Onbekend"


class Planklasse(TextChoices):
    """Derived from the planologische status, never typed."""

    HARD = "hard", "hard"
    ZACHT = "zacht", "zacht"
    NIET_MEETELLEND = "niet_meetellend", "telt niet mee"


HARD = ("1A", "1B", "2A", "2B")
ZACHT = ("1C", "2C", "3", "4A", "4B")


def planklasse(status: str) -> str:
    """hard, zacht or niet_meetellend; 'onbekend' counts nowhere either (domein.md 3 and 4)."""
    if status in HARD:
        return Planklasse.HARD
    return Planklasse.ZACHT if status in ZACHT else Planklasse.NIET_MEETELLEND


class StatusProject(TextChoices):
    STUDIE = "studie", "Studie"
    START = "start", "Start"
    INITIATIEF = "initiatief", "Initiatief"
    DEFINITIE = "definitie", "Definitie"
    ONTWERP = "ontwerp", "Ontwerp"
    VOORBEREIDING = "voorbereiding", "Voorbereiding"
    BOUWVOORBEREIDING = "bouwvoorbereiding", "Bouwvoorbereiding"
    REALISATIE_TOT_EERSTE = "realisatie_tot_eerste", "Realisatie tot eerste oplevering"
    REALISATIE_TOT_LAATSTE = "realisatie_tot_laatste", "Realisatie tot laatste oplevering"
    NAZORG = "nazorg", "Nazorg"
    AFGEROND = "afgerond", "Afgerond"
    ONBEKEND = "onbekend", "Onbekend"


class Plantype(TextChoices):
    PAND_TRANSFORMATIE = "pand_transformatie", "Pandtransformatie"
    TRANSFORMATIEGEBIED = "transformatiegebied", "Transformatiegebied"
    HERSTRUCTURERING = "herstructurering", "Herstructurering"
    VERDICHTING = "verdichting", "Verdichting"
    UITBREIDING_UITLEG = "uitbreiding_uitleg", "Uitbreiding (uitleg, 12 woningen of meer)"
    UITBREIDING_OVERIG = "uitbreiding_overig", "Uitbreiding overig (11 woningen of minder)"
    ONBEKEND = "onbekend", "Onbekend"


TRANSFORMATIE = ("pand_transformatie", "transformatiegebied")


class Bouwvorm(TextChoices):
    NIEUWBOUW = "nieuwbouw", "nieuwbouw"
    TRANSFORMATIE = "transformatie", "transformatie"


def bouwvorm(plantype: str) -> str:
    return Bouwvorm.TRANSFORMATIE if plantype in TRANSFORMATIE else Bouwvorm.NIEUWBOUW


class Vertrouwelijkheid(TextChoices):
    GEMEENTE = "gemeente", "alleen de gemeente"
    PROVINCIE = "provincie", "gemeente en provincie"
    OPENBAAR = "openbaar", "openbaar"


class Invoerstatus(TextChoices):
    CONCEPT = "concept", "concept"
    GEREED = "gereed", "gereed"


class Opdrachtgever(TextChoices):
    GEMEENTE = "gemeente", "Gemeente"
    WONINGCORPORATIE = "woningcorporatie", "Woningcorporatie"
    PROJECTONTWIKKELAAR = "projectontwikkelaar", "Projectontwikkelaar"
    PARTICULIEREN = "particulieren", "Particulieren"
    MEERDERE = "meerdere", "Meerdere"
    ANDERS = "anders", "Anders"
    ONBEKEND = "onbekend", "Onbekend"


# Whose name is not private and may be shown to everyone.
PUBLIEKE_OPDRACHTGEVERS = ("gemeente", "woningcorporatie")


class Woonmilieu(TextChoices):
    CENTRUM_STEDELIJK = "centrum_stedelijk", "Centrum-stedelijk"
    BUITEN_CENTRUM = "buiten_centrum", "Buiten-centrum"
    GROEN_STEDELIJK = "groen_stedelijk", "Groen-stedelijk"
    DORPS = "dorps", "Dorps"
    LANDELIJK = "landelijk", "Landelijk"
    ONBEKEND = "onbekend", "Onbekend"


class Knelpunt(TextChoices):
    GEEN = "geen", "Geen"
    AMBTELIJKE_CAPACITEIT = "ambtelijke_capaciteit", "Ambtelijke capaciteit"
    BEREIKBAARHEID = "bereikbaarheid", "Bereikbaarheid"
    FLORA_FAUNA = "flora_fauna", "Flora en fauna"
    GELUIDSHINDER = "geluidshinder", "Geluidshinder"
    GRONDPOSITIE = "grondpositie", "Grondpositie"
    BELEID = "beleid", "Beleid"
    DRAAGVLAK = "draagvlak", "Draagvlak"
    NETCONGESTIE_NUTS = "netcongestie_nuts", "Netcongestie en nutsvoorzieningen"
    ONRENDABELE_TOP = "onrendabele_top", "Onrendabele top"
    SPUITZONES_MILIEU = "spuitzones_milieu", "Spuitzones en milieu"
    STIKSTOF = "stikstof", "Stikstof"
    VERVUILDE_GROND = "vervuilde_grond", "Vervuilde grond"
    BESTEMMING = "bestemming_wonen_of_maatschappelijk", "Bestemming wonen of maatschappelijk"
    PARKEERNORM = "parkeernorm", "Parkeernorm"
    GRONDPRIJS = "grondprijs", "Grondprijs"
    BRANDVEILIGHEID = "brandveiligheid", "Brandveiligheid"
    FINANCIERING_GEMEENSCHAPSVORMING = (
        "financiering_gemeenschapsvorming",
        "Financiering van gemeenschapsvorming",
    )
    ZORGPARTIJ_ONTBREEKT = "zorgpartij_ontbreekt", "Zorgpartij ontbreekt"
    OVERBRUGGINGSFINANCIERING = "overbruggingsfinanciering", "Overbruggingsfinanciering"
    PROCEDURES = "procedures_bezwaar_beroep", "Procedures, bezwaar en beroep"
    ANDERS = "anders", "Anders"


class Groep(TextChoices):
    NIEUWBOUW = "nieuwbouw", "Nieuwbouw (bruto)"
    WONINGTYPE = "woningtype", "Woningtype"
    WONEN_EN_ZORG = "wonen_en_zorg", "Wonen en zorg"
    BETAALBAARHEID = "betaalbaarheid", "Betaalbaarheid"
    FLEX = "flex", "Flexwoningen"
    SLOOP = "sloop", "Sloop"


# groep -> categorie -> label, in the order of the form that gemeenten know.
CATEGORIEEN: dict[str, dict[str, str]] = {
    "nieuwbouw": {"nieuwbouw": "Nieuwbouw"},
    "wonen_en_zorg": {
        "nultreden": "Nultreden",
        "geclusterd": "Geclusterd",
        "zorggeschikt": "Zorggeschikt",
        "regulier": "Regulier",
        "onbekend": "Nog niet ingedeeld",
    },
    "woningtype": {"eengezins": "Eengezins", "meergezins": "Meergezins", "onbekend": "Onbekend"},
    "betaalbaarheid": {
        "sociale_huur": "Sociale huur",
        "middenhuur": "Middenhuur",
        "dure_huur": "Dure huur",
        "huur_onbekend": "Huur, prijs onbekend",
        "betaalbare_koop": "Betaalbare koop",
        "dure_koop": "Dure koop",
        "koop_onbekend": "Koop, prijs onbekend",
        "onbekend": "Onbekend",
    },
    "flex": {"flexwoning": "Flexwoning", "permanent": "Permanent"},
    "sloop": {"sloop": "Sloop"},
}
# Where homes go that a source or a person did not divide.
RESTCATEGORIE = {
    "wonen_en_zorg": "onbekend",
    "woningtype": "onbekend",
    "betaalbaarheid": "onbekend",
    "flex": "permanent",
}

# The 21 large areas in which the Rijk takes part are reference data of a later release; the field is free text.
EERSTE_JAAR, LAATSTE_JAAR = 2015, 2060
