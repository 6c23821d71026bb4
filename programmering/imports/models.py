"""An import: a file, what checking it found, and what was written after someone confirmed it."""

from django.contrib.gis.db import models
from django.db.models import Q
from django.utils import timezone

from programmering.plannen.models import Plan
from woonzorg.organisaties.permissions import Permission, bereik_van

from .lezers import Kop, Lezer


class ImportQuerySet(models.QuerySet):
    def for_user(self, user):
        """The own imports of what one may import; all of them for who manages accounts (the beheerder)."""
        if bereik_van(user, Permission.GEBRUIKERS_BEHEREN):
            return self
        if not user.is_authenticated:
            return self.none()
        return self.filter(door_id=user.pk, doel__in=[doel for doel, recht in RECHT.items() if bereik_van(user, recht)])

    def zonder_inhoud(self):
        """Leaves the file itself in the database; for every page and list."""
        return self.defer("bestand")


class Import(models.Model):
    class Status(models.TextChoices):
        # All is known but the CRS: the file is kept, and goes on when somebody says.
        VRAAGT = "vraagt", "wacht op uw antwoord"
        WACHT = "wacht", "wacht op controle"
        CONTROLEREN = "controleren", "wordt gecontroleerd"
        GECONTROLEERD = "gecontroleerd", "gecontroleerd, nog niet vastgelegd"
        VASTLEGGEN = "vastleggen", "wordt vastgelegd"
        VASTGELEGD = "vastgelegd", "vastgelegd"
        MISLUKT = "mislukt", "mislukt"

    class Doel(models.TextChoices):
        PLANNEN = "plannen", "plannen"
        OPGAVEN = "opgaven", "afspraken over de opgave"

    bestandsnaam = models.CharField("bestand", max_length=255)
    doel = models.CharField("wat erin staat", max_length=10, choices=Doel.choices, default=Doel.PLANNEN)
    # In the database, since web and worker need not share a disk; emptied once the import is decided upon.
    bestand = models.BinaryField("inhoud", editable=False)
    profiel = models.CharField("profiel", max_length=100)
    # Of the profile that the rows were checked with: another one is checked again before anything is written.
    profiel_versie = models.PositiveSmallIntegerField("versie van het profiel", null=True)
    # Chosen by a person; counts only when the file names no CRS.
    srid = models.PositiveIntegerField("coördinatenstelsel", null=True, blank=True)
    # What reading all of it told (lezers.Kop), so that nobody has to again; '' when that depends on an answer.
    kop = models.TextField("kop", blank=True, editable=False)
    status = models.CharField("status", max_length=15, choices=Status.choices, default=Status.WACHT)
    # Null for an import by command, which is not bound to a werkgebied.
    door = models.ForeignKey(
        "organisaties.Gebruiker", models.SET_NULL, null=True, verbose_name="door", related_name="+"
    )
    door_naam = models.CharField("door", max_length=300)
    aangemaakt = models.DateTimeField("aangemaakt", default=timezone.now)
    vastgelegd_op = models.DateTimeField("vastgelegd op", null=True)
    totaal = models.PositiveIntegerField("rijen", default=0)
    verwerkt = models.PositiveIntegerField("verwerkt", default=0)
    fout = models.TextField("fout", blank=True)
    # What the result page says of the whole file (imports.actions): outlives the file itself.
    samenvatting = models.JSONField("samenvatting", default=dict)

    objects = ImportQuerySet.as_manager()

    class Meta:
        verbose_name = "import"
        verbose_name_plural = "imports"
        ordering = ["-aangemaakt", "-pk"]

    def __str__(self):
        return self.bestandsnaam

    def lees_kop(self, lezer: Lezer) -> Kop:
        return Kop.uit_tekst(self.kop) if self.kop else lezer.kop(bytes(self.bestand), srid=self.srid)

    @property
    def loopt(self) -> bool:
        return self.status in (self.Status.WACHT, self.Status.CONTROLEREN, self.Status.VASTLEGGEN)


# What one must be allowed to, for an import of this.
RECHT = {
    Import.Doel.PLANNEN: Permission.PLAN_IMPORTEREN,
    Import.Doel.OPGAVEN: Permission.OPGAVE_VASTLEGGEN,
}


class Importregel(models.Model):
    """What became, or would become, of one row of the file."""

    class Uitkomst(models.TextChoices):
        NIEUW = "nieuw", "nieuw"
        GEWIJZIGD = "gewijzigd", "gewijzigd"
        ONGEWIJZIGD = "ongewijzigd", "ongewijzigd"
        GEWEIGERD = "geweigerd", "geweigerd"

    # The constraint below has an index that begins with it.
    bij = models.ForeignKey(Import, models.CASCADE, related_name="regels", db_index=False)
    # Through the whole file; `blad` and `rij` are where the person finds it.
    nummer = models.PositiveIntegerField("volgnummer")
    blad = models.CharField("blad", max_length=100, blank=True)
    rij = models.PositiveIntegerField("rij", default=0)
    plannaam = models.CharField("plannaam", max_length=300, blank=True)
    gemeentenaam = models.CharField("gemeente", max_length=200, blank=True)
    uitkomst = models.CharField("uitkomst", max_length=12, choices=Uitkomst.choices)
    # [{"kolom": …, "waarde": …, "melding": …, "soort": "fout" | "waarschuwing", "reden": …}], `reden` to count by.
    meldingen = models.JSONField(default=list)
    heeft_waarschuwing = models.BooleanField(default=False)
    # Of a refused row what stood in its columns, so that the faulty rows can be taken back in the form they came in.
    bronrij = models.JSONField("kolommen van de bron", default=dict)
    # [{"veld": …, "oud": …, "nieuw": …}]
    wijzigingen = models.JSONField(default=list)
    plan = models.ForeignKey(Plan, models.SET_NULL, null=True, related_name="+")

    class Meta:
        verbose_name = "importregel"
        verbose_name_plural = "importregels"
        ordering = ["nummer"]
        constraints = [models.UniqueConstraint(fields=["bij", "nummer"], name="importregel_eenmalig")]

    def __str__(self):
        return f"rij {self.rij}"


class ImportoverlapQuerySet(models.QuerySet):
    def for_user(self, user):
        """Between rows of the file, and with plans that `user` may see; not who imports, but who looks."""
        return self.filter(Q(plan__isnull=True) | Q(plan__in=Plan.objects.for_user(user)))


class Importoverlap(models.Model):
    """Two on the same ground, or two with the same name: a row of the file with a plan, or with another row."""

    regel = models.ForeignKey(Importregel, models.CASCADE, related_name="overlappen")
    plan = models.ForeignKey(Plan, models.CASCADE, null=True, related_name="+")
    ander = models.ForeignKey(Importregel, models.CASCADE, null=True, related_name="+")
    # What they share; 0 when it is only the name.
    m2 = models.FloatField("gedeelde m²", default=0)
    # Of the smallest of the two, 0 to 1.
    deel = models.FloatField("deel van het kleinste vlak", default=0)
    zelfde_plek = models.BooleanField(default=False)
    zelfde_naam = models.BooleanField(default=False)
    # In RD, made simpler to draw; the plan has its own. Null without a place.
    vlak = models.MultiPolygonField(srid=28992, null=True, spatial_index=False)
    ander_vlak = models.MultiPolygonField(srid=28992, null=True, spatial_index=False)

    objects = ImportoverlapQuerySet.as_manager()

    class Meta:
        verbose_name = "overlap van een import"
        verbose_name_plural = "overlappen van een import"
        ordering = ["-m2", "regel__nummer", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(plan__isnull=True) ^ Q(ander__isnull=True), name="importoverlap_een_van_twee"
            )
        ]

    def __str__(self):
        return f"{self.regel} en {self.plan or self.ander}"
