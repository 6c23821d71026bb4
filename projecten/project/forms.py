"""Forms of a project and of what hangs on it."""

from dataclasses import dataclass

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from programmering.partners.forms import PARTNERSOORTEN, Datum
from programmering.partners.lijsten import Niveau
from programmering.plannen.models import Plan
from programmering.plots.models import Plot
from projecten.zicht import niveaus_voor
from woonzorg.bestanden import LIJST, MAX_BYTES, toets_bestand
from woonzorg.organisaties.models import Gebruiker, Organisatie, Organisatiesoort

from .lijsten import Conditie, Fase, Ritme, Score
from .models import Actie, Betrokkenheid, Document, Project, Projectpartner
from .selectors import adviseurs_voor, betrokkenen


class DoorActie:
    """The action checks the model as a whole; the form only takes over what was typed."""

    def _post_clean(self):
        for veld in set(self._meta.fields) & set(self.fields) & set(self.cleaned_data):
            setattr(self.instance, veld, self.cleaned_data[veld])


class ProjectForm(DoorActie, forms.ModelForm):
    """`instance.gemeente` is known: plans and plots to choose from are those of that gemeente that `user` may see."""

    use_required_attribute = False
    versie = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Project
        fields = ["naam", "omschrijving", "plot", "plan", "fase", "fase_sinds"]
        widgets = {"omschrijving": forms.Textarea(attrs={"rows": 4}), "fase_sinds": Datum}

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        gemeente = self.instance.gemeente
        self._kies("plot", Plot.objects.for_user(user).filter(gemeente=gemeente).order_by("naam"), "nog geen plot")
        self._kies("plan", Plan.objects.for_user(user).filter(gemeente=gemeente).order_by("plannaam"), "nog geen plan")
        self.fields["plot"].help_text = "De plek waar dit project over gaat. De woningen staan bij de plot of het plan."
        if self.instance.pk:
            # A phase is a step of its own, with its day.
            del self.fields["fase"], self.fields["fase_sinds"]
        self.initial.setdefault("versie", self.instance.versie if self.instance.pk else None)

    def _kies(self, naam: str, keuzes, leeg: str) -> None:
        """One that this reader may not see stays as it is, and its name is not told."""
        huidig = getattr(self.instance, f"{naam}_id")
        if huidig and not keuzes.filter(pk=huidig).exists():
            del self.fields[naam]
            return
        self.fields[naam].queryset, self.fields[naam].empty_label = keuzes, leeg


class FaseForm(forms.Form):
    fase = forms.ChoiceField(label="Naar welke fase", choices=Fase.choices)
    datum = forms.DateField(label="Sinds", initial=timezone.localdate, widget=Datum)
    toelichting = forms.CharField(
        label="Waardoor", max_length=500, required=False, help_text="Bijvoorbeeld: de intentieovereenkomst is getekend."
    )
    versie = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, project: Project, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["fase"].choices = [(w, n) for w, n in Fase.choices if w != project.fase]
        volgende = list(Fase)[min(list(Fase).index(Fase(project.fase)) + 1, len(Fase) - 1)]
        self.initial |= {"fase": volgende, "versie": project.versie}


class CoachingForm(forms.Form):
    """Who coaches, and how often there is contact."""

    adviseur = forms.ModelChoiceField(Gebruiker.objects.none(), label="Adviseur", required=False, empty_label="niemand")
    ritme = forms.ChoiceField(label="Hoe vaak is er contact", choices=Ritme.choices, widget=forms.RadioSelect)
    datum = forms.DateField(label="Vanaf", initial=timezone.localdate, widget=Datum)
    versie = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, project: Project, **kwargs):
        super().__init__(*args, **kwargs)
        nu = Gebruiker.objects.filter(pk=project.adviseur_id or 0)
        self.fields["adviseur"].queryset = (adviseurs_voor(project.gemeente) | nu).distinct()
        self.initial |= {"adviseur": project.adviseur_id, "ritme": project.ritme, "versie": project.versie}


class LeiderForm(forms.Form):
    """Who leads. With an e-mail address the person gets an account, or the account with that address is linked."""

    naam = forms.CharField(label="Naam", max_length=200, required=False)
    contact = forms.CharField(label="Telefoon of e-mail", max_length=200, required=False)
    email = forms.EmailField(
        label="E-mailadres voor een account",
        required=False,
        help_text="De projectleider krijgt een mail om in te loggen, ziet dit project en wat voor partners bedoeld is.",
    )
    versie = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, project: Project, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial |= {
            "naam": project.leider,
            "contact": project.projectleider_contact,
            "email": project.projectleider.email if project.projectleider else "",
            "versie": project.versie,
        }

    def clean_email(self):
        return self.cleaned_data["email"].lower()

    def clean(self):
        gegevens = super().clean()
        if gegevens.get("email") and not gegevens.get("naam"):
            self.add_error("naam", "Vul de naam in van wie het account krijgt.")
        return gegevens


class StopForm(forms.Form):
    datum = forms.DateField(label="Gestopt op", initial=timezone.localdate, widget=Datum)
    reden = forms.CharField(label="Waarom stopt het project", max_length=500)


class PartnerForm(DoorActie, forms.ModelForm):
    organisatie = forms.ModelChoiceField(
        Organisatie.objects.filter(soort__in=[*PARTNERSOORTEN, Organisatiesoort.ZORGKANTOOR]),
        label="Organisatie met een account",
        required=False,
        empty_label="staat er niet bij",
        help_text="Leden van deze organisatie zien het project en wat voor partners bedoeld is.",
    )
    naam = forms.CharField(
        label="Naam van de partner", required=False, max_length=200, help_text="Mag leeg als u een organisatie kiest."
    )

    class Meta:
        model = Projectpartner
        fields = ["rol", "organisatie", "naam", "contact", "van"]
        widgets = {"van": Datum}


class CommitmentForm(forms.Form):
    niveau = forms.ChoiceField(label="Op welk niveau", choices=Niveau.choices)
    datum = forms.DateField(label="Toegezegd op", initial=timezone.localdate, widget=Datum)
    toelichting = forms.CharField(
        label="Waaruit blijkt dat", required=False, max_length=300, help_text="Iedereen die het project ziet leest dit."
    )


class BeeindigForm(forms.Form):
    tot = forms.DateField(label="Laatste dag", initial=timezone.localdate, widget=Datum)


@dataclass(frozen=True)
class Scorerij:
    conditie: Conditie
    score: forms.BoundField
    reden: forms.BoundField
    vorige: str


class ConditieForm(forms.Form):
    """Six conditions at once; one that is left open keeps its last score."""

    datum = forms.DateField(label="Hoe staat het op", initial=timezone.localdate, widget=Datum)

    def __init__(self, *args, vorige: dict[str, str] | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        self.vorige = vorige or {}
        for conditie in Conditie:
            self.fields[conditie.value] = forms.TypedChoiceField(
                label=conditie.label.capitalize(),
                choices=Score.choices,
                coerce=int,
                required=False,
                widget=forms.RadioSelect,
            )
            self.fields[f"{conditie.value}_reden"] = forms.CharField(label="Waarom", max_length=500, required=False)

    @property
    def rijen(self) -> list[Scorerij]:
        return [Scorerij(c, self[c.value], self[f"{c.value}_reden"], self.vorige.get(c.value, "")) for c in Conditie]

    @property
    def scores(self) -> dict[str, tuple[int, str]]:
        gegevens = self.cleaned_data
        return {c.value: (gegevens[c.value], gegevens[f"{c.value}_reden"]) for c in Conditie if gegevens[c.value]}

    def clean(self):
        gegevens = super().clean()
        for conditie in Conditie:
            if gegevens.get(f"{conditie.value}_reden") and not gegevens.get(conditie.value):
                self.add_error(conditie.value, "Kies ook een score bij uw uitleg.")
        return gegevens


class BetrokkenheidForm(DoorActie, forms.ModelForm):
    use_required_attribute = False

    class Meta:
        model = Betrokkenheid
        fields = ["vorm", "datum", "organisatie", "deelnemers", "resultaat"]
        widgets = {"datum": Datum, "resultaat": forms.Textarea(attrs={"rows": 4})}


class ActieForm(DoorActie, forms.ModelForm):
    class Meta:
        model = Actie
        fields = ["wat", "soort", "eigenaar", "eigenaar_naam", "uiterlijk", "zichtbaarheid"]
        widgets = {"uiterlijk": Datum, "soort": forms.RadioSelect, "zichtbaarheid": forms.RadioSelect}
        labels = {"eigenaar": "Wie doet het", "eigenaar_naam": "Of iemand zonder account"}

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        project = self.instance.project
        self.fields["eigenaar"].queryset = betrokkenen(project).order_by("naam")
        self.fields["eigenaar"].empty_label = "iemand zonder account"
        self.fields["zichtbaarheid"].choices = niveaus_voor(user, project.gemeente)


class DocumentForm(DoorActie, forms.ModelForm):
    bestand = forms.FileField(
        label="Bestand", required=False, help_text=f"Hoogstens {MAX_BYTES // 1024**2} MB: {LIJST}."
    )

    link = forms.URLField(label="Of een link", required=False, assume_scheme="https", max_length=200)

    class Meta:
        model = Document
        fields = ["naam", "link", "zichtbaarheid"]
        widgets = {"zichtbaarheid": forms.RadioSelect}
        help_texts = {"naam": "Bijvoorbeeld: intentieovereenkomst, versie 2."}

    field_order = ["naam", "bestand", "link", "zichtbaarheid"]

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        keuzes = niveaus_voor(user, self.instance.project.gemeente)
        self.fields["zichtbaarheid"].choices = keuzes
        if self.initial["zichtbaarheid"] not in dict(keuzes):
            self.initial["zichtbaarheid"] = keuzes[0][0]

    def clean_bestand(self):
        bestand = self.cleaned_data["bestand"]
        if bestand:
            self.mime = toets_bestand(bestand)
        return bestand

    def clean(self):
        gegevens = super().clean()
        if "bestand" in self.errors or "link" in self.errors:
            return gegevens
        if bool(gegevens.get("bestand")) == bool(gegevens.get("link")):
            wat = "Kies een bestand of geef een link, niet allebei." if gegevens.get("link") else ""
            raise ValidationError(wat or "Kies een bestand, of geef een link.")
        return gegevens
