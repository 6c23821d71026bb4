"""Code lists of a project (domein.md 6)."""

from django.db.models import IntegerChoices, TextChoices

from programmering.partners.lijsten import Partnerrol


class Fase(TextChoices):
    IDEE = "idee", "idee"
    INITIATIEF = "initiatief", "initiatief"
    HAALBAARHEID = "haalbaarheid", "haalbaarheid"
    ONTWERP = "ontwerp", "ontwerp"
    REALISATIE = "realisatie", "realisatie"
    IN_GEBRUIK = "in_gebruik", "in gebruik"


class Ritme(TextChoices):
    """How often the adviser is in touch: every two weeks at the start, monthly after, reachable once it stands."""

    TWEEWEKELIJKS = "tweewekelijks", "tweewekelijks"
    MAANDELIJKS = "maandelijks", "maandelijks"
    AFGEBOUWD = "afgebouwd", "afgebouwd"


class Projectrol(TextChoices):
    CORPORATIE = "corporatie", "woningcorporatie"
    INVESTEERDER = "investeerder", "investeerder"
    ONTWIKKELAAR = "ontwikkelaar", "ontwikkelaar"
    ZORGORGANISATIE = "zorgorganisatie", "zorgorganisatie"
    WELZIJNSORGANISATIE = "welzijnsorganisatie", "welzijnsorganisatie"
    BEWONERS = "bewoners", "bewoners of bewonersinitiatief"
    GEMEENTE = "gemeente", "gemeente"
    ZORGKANTOOR = "zorgkantoor", "zorgkantoor"
    ANDERS = "anders", "anders"


# A project cannot do without one of each of these (domein.md 6), and what is said where one is missing.
NODIG: dict[str, tuple[Projectrol, ...]] = {
    "een corporatie of investeerder": (Projectrol.CORPORATIE, Projectrol.INVESTEERDER),
    "een zorgorganisatie": (Projectrol.ZORGORGANISATIE,),
    "de lokale gemeenschap": (Projectrol.WELZIJNSORGANISATIE, Projectrol.BEWONERS),
}

# A partner of a plot that becomes a partner of the project made of it; by role, where its organisation says no more.
VAN_PLOTROL: dict[str, Projectrol] = {
    Partnerrol.CORPORATIE_INVESTEERDER: Projectrol.CORPORATIE,
    Partnerrol.ZORGORGANISATIE: Projectrol.ZORGORGANISATIE,
    Partnerrol.LOKALE_GEMEENSCHAP: Projectrol.BEWONERS,
    Partnerrol.GEMEENTE: Projectrol.GEMEENTE,
}


class Conditie(TextChoices):
    """Conditions for success, scored over time; source: the worked example of the adviesrapport."""

    VISIE = "visie", "gezamenlijke visie en opdracht"
    BELANGEN = "belangen", "inzicht in elkaars belangen"
    VERTROUWEN = "vertrouwen", "onderling vertrouwen"
    COMMITMENT = "commitment", "bestuurlijk commitment"
    STRUCTUUR = "structuur", "projectstructuur met escalatie"
    OUDEREN = "ouderen", "betrokkenheid van ouderen"


class Score(IntegerChoices):
    NOG_NIET = 1, "nog niet"
    BEGIN = 2, "een begin"
    GROTENDEELS = 3, "grotendeels"
    STEVIG = 4, "stevig"


# From here on a condition carries; with all six there the adviser can withdraw.
DRAAGT = Score.GROTENDEELS


class Betrokkenheidsvorm(TextChoices):
    BIJEENKOMST = "bijeenkomst", "bijeenkomst"
    KLANKBORDGROEP = "klankbordgroep", "klankbordgroep"
    WERKGROEP = "werkgroep", "werkgroep of ontwerpsessie"
    ENQUETE = "enquete", "enquête"
    GESPREKKEN = "gesprekken", "gesprekken thuis"
    INITIATIEF = "initiatief", "initiatief van bewoners zelf"
    ANDERS = "anders", "anders"


class Actiesoort(TextChoices):
    STAP = "stap", "stap in het project"
    ACTIEPUNT = "actiepunt", "actiepunt"
