"""Code lists of a plot (domein.md 3 and 6, product.md G6 and G8)."""

from django.db.models import TextChoices


class Plotstatus(TextChoices):
    KANDIDAAT = "kandidaat", "kandidaat"
    IN_GESPREK = "in_gesprek", "in gesprek"
    GERESERVEERD = "gereserveerd", "gereserveerd"
    VASTGELEGD = "vastgelegd", "vastgelegd"
    IN_PLAN = "in_plan", "in plan"
    VERVALLEN = "vervallen", "vervallen"
    VERLOPEN = "verlopen", "verlopen"


S = Plotstatus
# Ground that is taken: no two of these may overlap.
LEVEND = (S.GERESERVEERD, S.VASTGELEGD, S.IN_PLAN)
# Still looking, or in use: what the drieslag and the list of empty roles are about.
LOPEND = (S.KANDIDAAT, S.IN_GESPREK, *LEVEND)


class VastgelegdIn(TextChoices):
    """Where a plot is laid down; the proof is the document itself."""

    VOLKSHUISVESTINGSPROGRAMMA = "volkshuisvestingsprogramma", "volkshuisvestingsprogramma"
    PRESTATIEAFSPRAKEN = "prestatieafspraken", "prestatieafspraken"
    OMGEVINGSPLAN = "omgevingsplan", "omgevingsplan"


class Grondpositie(TextChoices):
    GEMEENTE = "gemeente", "grond van de gemeente"
    CORPORATIE = "corporatie", "grond van een corporatie"
    ZORGORGANISATIE = "zorgorganisatie", "grond van een zorgorganisatie"
    MARKTPARTIJ = "marktpartij", "grond van een ontwikkelaar of belegger"
    PARTICULIER = "particulier", "grond van een particulier"
    MEERDERE = "meerdere", "meerdere eigenaren"
    ONBEKEND = "onbekend", "onbekend"


class Planologie(TextChoices):
    PAST = "past", "wonen en zorg past in het omgevingsplan"
    WIJZIGING_NODIG = "wijziging_nodig", "het omgevingsplan moet worden gewijzigd"
    IN_VOORBEREIDING = "in_voorbereiding", "een wijziging is in voorbereiding"
    ONBEKEND = "onbekend", "nog niet uitgezocht"


SCORES = [(1, "1 ongunstig"), (2, "2 matig"), (3, "3 redelijk"), (4, "4 goed"), (5, "5 uitstekend")]
