from functools import cached_property

import pghistory
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils import timezone

from woonzorg.gebieden.soorten import Gebiedssoort

from .permissions import PERMISSIONS, Permission, Rol, bereik_van
from .spoor import spoor


class GebruikerQuerySet(models.QuerySet):
    def for_user(self, user):
        """A beheerder sees every account; anyone else sees the own one only."""
        if bereik_van(user, Permission.GEBRUIKERS_BEHEREN):
            return self
        return self.filter(pk=user.pk) if user.is_authenticated else self.none()


class GebruikerManager(BaseUserManager.from_queryset(GebruikerQuerySet)):
    def create_user(self, email, naam, password=None, **extra):
        gebruiker = self.model(email=self.normalize_email(email).lower(), naam=naam, **extra)
        gebruiker.set_password(password)
        gebruiker.full_clean(exclude=["password"])
        gebruiker.save(using=self._db)
        return gebruiker


@pghistory.track(*spoor(), exclude=["password", "last_login"])
class Gebruiker(AbstractBaseUser):
    """Logs in by e-mail. What an account may do comes from its lidmaatschappen only; there is no superuser."""

    email = models.EmailField("e-mailadres", unique=True)
    naam = models.CharField("naam", max_length=200)
    is_active = models.BooleanField("actief", default=True)
    # Made by demo_data. Demo mode refuses to start where an account without this mark exists.
    is_demo = models.BooleanField("demo-account", default=False, editable=False)
    aangemaakt = models.DateTimeField("aangemaakt", default=timezone.now, editable=False)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["naam"]

    objects = GebruikerManager()

    class Meta:
        verbose_name = "gebruiker"
        verbose_name_plural = "gebruikers"
        ordering = ["naam", "pk"]
        constraints = [models.CheckConstraint(condition=Q(email=Lower("email")), name="gebruiker_email_kleine_letters")]

    def __str__(self):
        return self.naam

    @cached_property
    def _leden(self) -> list[dict]:
        """Valid lidmaatschappen with their werkgebieden; the one query behind `bereik` and `functie`.

        Cached on the object: a request loads its own, so who is removed is out at the next request.
        """
        if not self.is_active:
            return []
        return list(
            self.lidmaatschappen.geldig()
            .order_by("pk", "organisatie__werkgebieden__pk")
            .values(
                "rol",
                "organisatie_id",
                organisatienaam=F("organisatie__naam"),
                organisatiesoort=F("organisatie__soort"),
                soort=F("organisatie__werkgebieden__soort"),
                code=F("organisatie__werkgebieden__code"),
            )
        )

    @property
    def bereik(self) -> dict[str, dict[str, set[str]]]:
        """permission -> soort gebied -> codes."""
        bereik: dict[str, dict[str, set[str]]] = {}
        for lid in self._leden:
            if lid["code"]:
                for permission in PERMISSIONS[lid["rol"]]:
                    bereik.setdefault(permission, {}).setdefault(lid["soort"], set()).add(lid["code"])
        return bereik

    @property
    def organisaties(self) -> set[int]:
        """Ids of the organisations of which one is a member today."""
        return {lid["organisatie_id"] for lid in self._leden}

    @property
    def organisatiesoorten(self) -> set[str]:
        """Kinds of the organisations of which one is a member today."""
        return {lid["organisatiesoort"] for lid in self._leden}

    def organisaties_met(self, permission: Permission) -> set[int]:
        """Ids of the organisations through which one holds `permission`: who reads for one may write for another."""
        return {lid["organisatie_id"] for lid in self._leden if lid["code"] and permission in PERMISSIONS[lid["rol"]]}

    @property
    def functie(self) -> dict | None:
        """The first valid lidmaatschap (rol, organisation, werkgebied): greeting and start page. None without."""
        return self._leden[0] if self._leden else None


class Organisatiesoort(models.TextChoices):
    GEMEENTE = "gemeente", "gemeente"
    PROVINCIE = "provincie", "provincie"
    RIJK = "rijk", "Rijk"
    KOEPEL = "koepel", "koepel"
    ZORGKANTOOR = "zorgkantoor", "zorgkantoor"
    CORPORATIE = "corporatie", "woningcorporatie"
    ZORGORGANISATIE = "zorgorganisatie", "zorgorganisatie"
    INVESTEERDER = "investeerder", "investeerder"
    ONTWIKKELAAR = "ontwikkelaar", "ontwikkelaar"
    WELZIJNSORGANISATIE = "welzijnsorganisatie", "welzijnsorganisatie"
    BEWONERSINITIATIEF = "bewonersinitiatief", "bewonersinitiatief"
    ONDERSTEUNINGSTEAM = "ondersteuningsteam", "ondersteuningsteam"
    BEHEER = "beheer", "beheer van het portaal"


class OrganisatieQuerySet(models.QuerySet):
    def for_user(self, user):
        """Organisations and their names are known to everyone who has an account; to nobody else."""
        return self if user.is_authenticated else self.none()


@pghistory.track(*spoor())
class Organisatie(models.Model):
    naam = models.CharField("naam", max_length=200, unique=True)
    soort = models.CharField("soort", max_length=30, choices=Organisatiesoort.choices)

    objects = OrganisatieQuerySet.as_manager()

    class Meta:
        verbose_name = "organisatie"
        verbose_name_plural = "organisaties"
        ordering = ["naam"]

    def __str__(self):
        return self.naam


@pghistory.track(*spoor())
class Werkgebied(models.Model):
    """One gebied in which an organisation works. By code, so that a herindeling leaves history readable."""

    organisatie = models.ForeignKey(Organisatie, models.CASCADE, related_name="werkgebieden")
    soort = models.CharField("soort", max_length=20, choices=Gebiedssoort.choices)
    code = models.CharField("code", max_length=6)

    class Meta:
        verbose_name = "werkgebied"
        verbose_name_plural = "werkgebieden"
        constraints = [models.UniqueConstraint(fields=["organisatie", "soort", "code"], name="werkgebied_eenmalig")]

    def __str__(self):
        return self.code


class LidmaatschapQuerySet(models.QuerySet):
    def geldig(self, datum=None):
        """Leaves out lidmaatschappen that have not begun or have ended on `datum` (today)."""
        datum = datum or timezone.localdate()
        return self.filter(Q(van__lte=datum) & (Q(tot__isnull=True) | Q(tot__gt=datum)))

    def for_user(self, user):
        """A beheerder sees all lidmaatschappen, anyone else the own ones."""
        if bereik_van(user, Permission.GEBRUIKERS_BEHEREN):
            return self
        return self.filter(gebruiker_id=user.pk) if user.is_authenticated else self.none()


@pghistory.track(*spoor())
class Lidmaatschap(models.Model):
    gebruiker = models.ForeignKey(Gebruiker, models.CASCADE, related_name="lidmaatschappen")
    organisatie = models.ForeignKey(Organisatie, models.PROTECT, related_name="lidmaatschappen")
    rol = models.CharField("rol", max_length=20, choices=Rol.choices)
    van = models.DateField("vanaf", default=timezone.localdate)
    tot = models.DateField(
        "tot", null=True, blank=True, help_text="Eerste dag waarop het lidmaatschap niet meer geldt."
    )

    objects = LidmaatschapQuerySet.as_manager()

    class Meta:
        verbose_name = "lidmaatschap"
        verbose_name_plural = "lidmaatschappen"
        constraints = [
            models.UniqueConstraint(fields=["gebruiker", "organisatie", "rol"], name="lidmaatschap_eenmalig"),
            models.CheckConstraint(
                condition=Q(tot__isnull=True) | Q(tot__gte=F("van")), name="lidmaatschap_tot_na_van"
            ),
        ]

    def __str__(self):
        return f"{self.gebruiker}, {self.get_rol_display()} bij {self.organisatie}"


class LogregelQuerySet(models.QuerySet):
    def for_user(self, user):
        """Only who may see the log; nobody sees a part of it."""
        return self if bereik_van(user, Permission.LOGBOEK_ZIEN) else self.none()


class Logregel(models.Model):
    """Log of logins, exports and imports. Carries names, not foreign keys: it outlives what it names."""

    class Handeling(models.TextChoices):
        INGELOGD = "ingelogd", "ingelogd"
        INLOGGEN_MISLUKT = "inloggen_mislukt", "inloggen mislukt"
        UITGELOGD = "uitgelogd", "uitgelogd"
        EXPORT = "export", "export"
        IMPORT = "import", "import"
        UITNODIGING = "uitnodiging", "uitnodiging"
        BEREKENING = "berekening", "berekening gestart"
        HERINDELING = "herindeling", "herindeling"
        OVERDRACHT = "overdracht", "overdracht"

    tijdstip = models.DateTimeField("tijdstip", default=timezone.now, db_index=True)
    handeling = models.CharField("handeling", max_length=30, choices=Handeling.choices)
    wie = models.CharField("wie", max_length=300)
    vanaf = models.GenericIPAddressField("vanaf adres", null=True, blank=True)
    wat = models.CharField("wat", max_length=500, blank=True)

    objects = LogregelQuerySet.as_manager()

    class Meta:
        verbose_name = "logregel"
        verbose_name_plural = "logboek"
        ordering = ["-tijdstip", "-pk"]

    def __str__(self):
        return f"{self.tijdstip:%d-%m-%Y %H:%M} {self.wie}: {self.get_handeling_display()}"
