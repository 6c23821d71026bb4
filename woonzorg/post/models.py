"""The outbox: one row for every mail to one address, written in the transaction that it is about."""

import uuid
from datetime import timedelta

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone

from woonzorg.organisaties.permissions import Permission, bereik_van

# Of whatever Django and allauth send by themselves. Such a mail holds a link that opens an account.
ACCOUNT = "account"
# A failed mail older than this is left alone: what it announces has gone by.
HERKANSING = timedelta(days=30)

EEN_REGEL = r"^[^\r\n]*$"
een_regel = RegexValidator(r"\A[^\r\n]*\Z", "Dit past niet op één regel. Haal de regeleinden weg.")


class BerichtQuerySet(models.QuerySet):
    def for_user(self, user):
        """All mail for who looks after it (the beheerder), none for anyone else: addresses are personal."""
        return self if bereik_van(user, Permission.POST_BEHEREN) else self.none()

    def aan_de_beurt(self):
        """What waits and is due, the longest waiting first."""
        return self.filter(status=Bericht.Status.KLAARGEZET, volgende_poging__lte=timezone.now()).order_by(
            "volgende_poging", "pk"
        )

    def mislukt(self):
        return self.filter(status=Bericht.Status.MISLUKT)

    def opnieuw_te_versturen(self):
        """Failed, of the last 30 days, and with its text: that of an account mail goes when its link has expired."""
        return self.mislukt().filter(aangemaakt__gte=timezone.now() - HERKANSING).exclude(tekst="")

    def per_status(self) -> dict[str, int]:
        """status -> number of mails."""
        return dict(self.order_by().values_list("status").annotate(n=Count("pk")))


class Bericht(models.Model):
    class Status(models.TextChoices):
        KLAARGEZET = "klaargezet", "klaargezet"
        VERSTUURD = "verstuurd", "verstuurd"
        MISLUKT = "mislukt", "mislukt"

    # Also the Message-ID: should a crash send a mail twice, the receiver's program can tell that it is the same.
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    sleutel = models.CharField(
        "sleutel", max_length=200, blank=True, help_text="Met een sleutel bestaat dit bericht één keer."
    )
    sjabloon = models.SlugField("sjabloon", max_length=50, db_index=False)
    aan = models.EmailField("aan")
    onderwerp = models.CharField("onderwerp", max_length=250, validators=[een_regel])
    # Empty once there is no more to send and the text may not stay (account mails).
    tekst = models.TextField("tekst", blank=True)
    van = models.CharField("van", max_length=320, validators=[een_regel])
    antwoord_aan = models.EmailField("antwoord aan", blank=True)
    status = models.CharField("status", max_length=10, choices=Status.choices, default=Status.KLAARGEZET)
    pogingen = models.PositiveSmallIntegerField("pogingen", default=0)
    laatste_fout = models.TextField("laatste fout", blank=True)
    volgende_poging = models.DateTimeField("volgende poging", null=True, blank=True, default=timezone.now)
    aangemaakt = models.DateTimeField("aangemaakt", default=timezone.now)
    verstuurd_op = models.DateTimeField("verstuurd op", null=True, blank=True)

    objects = BerichtQuerySet.as_manager()

    class Meta:
        verbose_name = "bericht"
        verbose_name_plural = "berichten"
        ordering = ["-aangemaakt", "pk"]
        indexes = [
            models.Index(fields=["volgende_poging"], name="bericht_wacht", condition=Q(status="klaargezet")),
            models.Index(fields=["-aangemaakt", "id"], name="bericht_nieuwste"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["sleutel"], name="bericht_sleutel_eenmalig", condition=~Q(sleutel="")),
            models.CheckConstraint(
                name="bericht_status_klopt",
                condition=(
                    Q(status="klaargezet", volgende_poging__isnull=False, verstuurd_op__isnull=True) & ~Q(tekst="")
                )
                | Q(status="verstuurd", volgende_poging__isnull=True, verstuurd_op__isnull=False)
                | (Q(status="mislukt", volgende_poging__isnull=True, verstuurd_op__isnull=True) & ~Q(laatste_fout="")),
            ),
            models.CheckConstraint(
                name="bericht_account_leeg_na_versturen",
                condition=~Q(sjabloon=ACCOUNT, status="verstuurd") | Q(tekst=""),
            ),
            # A line break in a header would be the start of another header.
            models.CheckConstraint(
                name="bericht_koppen_een_regel",
                condition=Q(onderwerp__regex=EEN_REGEL)
                & Q(van__regex=EEN_REGEL)
                & Q(aan__regex=EEN_REGEL)
                & Q(antwoord_aan__regex=EEN_REGEL),
            ),
        ]

    def __str__(self):
        return f"{self.onderwerp} aan {self.aan}"

    def get_absolute_url(self):
        return reverse("bericht", args=[self.pk])

    @property
    def is_account(self) -> bool:
        """True for a mail whose text nobody but its receiver may read."""
        return self.sjabloon == ACCOUNT

    @property
    def kan_opnieuw(self) -> bool:
        """The same as the queryset's `opnieuw_te_versturen`, for one row."""
        jong = self.aangemaakt >= timezone.now() - HERKANSING
        return self.status == self.Status.MISLUKT and jong and self.tekst != ""
