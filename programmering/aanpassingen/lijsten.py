"""Code lists of existing homes (domein.md 3)."""

from django.db.models import TextChoices


class VanType(TextChoices):
    """What a home was before: the types of the opgave have an order, and an adaptation goes up."""

    REGULIER = "regulier", "gewone woning"
    NULTREDEN = "nultreden", "nultreden"
    GECLUSTERD = "geclusterd", "geclusterd"
    ONBEKEND = "onbekend", "onbekend"


class Aanpassingsoort(TextChoices):
    VERBOUWING = "verbouwing", "verbouwing"
    LIFT_OF_DREMPELS = "lift_of_drempels", "lift of drempels"
    ONTMOETINGSRUIMTE = "ontmoetingsruimte", "ontmoetingsruimte toegevoegd"
    TOEWIJZING = "toewijzing", "woningtoewijzing of label"
    ANDERS = "anders", "anders"


class Eigenaarsoort(TextChoices):
    CORPORATIE = "corporatie", "woningcorporatie"
    ZORGORGANISATIE = "zorgorganisatie", "zorgorganisatie"
    BELEGGER = "belegger", "belegger"
    VVE = "vve", "vereniging van eigenaren"
    ANDERS = "anders", "anders"
    ONBEKEND = "onbekend", "onbekend"


class Kanssoort(TextChoices):
    COMPLEX = "complex", "complex of flat"
    INSTELLINGSTERREIN = "instellingsterrein", "instellingsterrein"
    ANDERS = "anders", "ander bestaand vastgoed"


class Kansstatus(TextChoices):
    OPEN = "open", "kans"
    OPGEPAKT = "opgepakt", "opgepakt"
    VERVALLEN = "vervallen", "vervallen"


# Whose name anyone may read; of others only who sees the inside of plans.
PUBLIEKE_EIGENAREN = (Eigenaarsoort.CORPORATIE, Eigenaarsoort.ZORGORGANISATIE)
