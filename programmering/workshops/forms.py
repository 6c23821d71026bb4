from datetime import date

from django import forms
from django.core.exceptions import ValidationError

from programmering.boden.lijsten import Partijsoort
from programmering.plannen.plek import uit_coordinaten, uit_hoekpunten
from programmering.plots.lijsten import SCORES
from programmering.plots.models import WONINGTYPEN, Criterium
from programmering.voortgang.models import Bronvorm
from woonzorg.gebieden.models import Woondealregio
from woonzorg.organisaties.permissions import Permission, gemeenten_met

from .lijsten import PUNT_M2, Workshopstap, Workshopstatus
from .models import Belafspraak, Deelnemer, Workshop, Workshopbod, Workshopplek, Workshopvraag


class WorkshopForm(forms.ModelForm):
    class Meta:
        model = Workshop
        fields = [
            "naam",
            "gemeente",
            "woondealregio",
            "datum",
            "leider_naam",
            "stemmen_per_deelnemer",
            "toelichting",
            "toon_vertrouwelijk",
        ]
        widgets = {
            "datum": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "toelichting": forms.Textarea(attrs={"rows": 4}),
        }

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user
        gemeenten = gemeenten_met(user, Permission.WORKSHOP_LEIDEN)
        self.fields["gemeente"].queryset = gemeenten.geldig_op()
        regios = gemeenten.order_by().values("woondealregio")
        self.fields["woondealregio"].queryset = Woondealregio.objects.filter(pk__in=regios)
        self.fields["gemeente"].help_text = "Of kies hiernaast een woondealregio."
        if not self.instance.pk:
            self.initial["leider_naam"] = user.naam
            if len(keuze := list(self.fields["gemeente"].queryset[:2])) == 1:
                self.initial["gemeente"] = keuze[0].pk

    def clean(self):
        gegeven = super().clean()
        # On an instance: who may show what depends on the gemeente that was chosen here.
        proef = Workshop(gemeente=gegeven.get("gemeente"))
        if gegeven.get("toon_vertrouwelijk") and not proef.mag_vertrouwelijk(self.user):
            self.add_error(
                "toon_vertrouwelijk",
                "Dit kan alleen bij een workshop van één gemeente, door iemand van die gemeente. Zet het vinkje uit.",
            )
        return gegeven


class AanschuifForm(forms.ModelForm):
    sleutel = forms.UUIDField(widget=forms.HiddenInput)

    class Meta:
        model = Deelnemer
        fields = ["naam", "organisatie", "soort", "contact"]
        widgets = {
            "naam": forms.TextInput(attrs={"autocomplete": "name"}),
            "organisatie": forms.TextInput(attrs={"autocomplete": "organization"}),
            "contact": forms.TextInput(attrs={"autocomplete": "tel"}),
        }
        help_texts = {"organisatie": "Namens wie u een bod kunt doen. Bewoner? Vul dan uw buurt of vereniging in."}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["soort"].choices = [("", "Kies …"), *Partijsoort.choices]


class CodeForm(forms.Form):
    code = forms.CharField(
        label="Code",
        max_length=20,
        help_text="Zes letters en cijfers. De code staat op het scherm van de workshopleider.",
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false", "class": "codeveld"}
        ),
    )


# What comes in through `doe`: one form per act, so that the messages are those of every other form.


class _MetPlek(forms.Form):
    """An act on a place, by the key that the browser gave it."""

    plek = forms.UUIDField(label="Plek", error_messages={"required": "Kies een plek.", "invalid": "Kies een plek."})


class PlekForm(forms.ModelForm):
    coordinaten = forms.CharField(label="Waar", max_length=100, required=False)
    hoekpunten = forms.CharField(label="Hoekpunten", max_length=20_000, required=False)

    class Meta:
        model = Workshopplek
        fields = ["naam", "nultreden", "geclusterd", "zorggeschikt", "jaar", "reden"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for soort, _ in WONINGTYPEN:
            self.fields[soort].required = False

    def _aantal(self, soort):
        return self.cleaned_data.get(soort) or 0

    def clean_nultreden(self):
        return self._aantal("nultreden")

    def clean_geclusterd(self):
        return self._aantal("geclusterd")

    def clean_zorggeschikt(self):
        return self._aantal("zorggeschikt")

    def clean(self):
        gegeven = super().clean()
        for veld, lees in (("hoekpunten", uit_hoekpunten), ("coordinaten", _punt)):
            if tekst := (gegeven.get(veld) or "").strip():
                try:
                    gegeven["geometrie"], gegeven["punt"] = lees(tekst), veld == "coordinaten"
                except ValidationError as fout:
                    self.add_error(veld, fout)
                break
        else:
            if "coordinaten" not in self.errors and not self.instance.pk:
                self.add_error("coordinaten", "Waar ligt de plek? Tik op de kaart, of vul de coördinaten in.")
        return gegeven


def _punt(tekst: str):
    return uit_coordinaten(tekst, PUNT_M2)


class BodForm(forms.ModelForm):
    plek = forms.UUIDField(required=False)
    woningtype = forms.ChoiceField(label="Woningtype", choices=WONINGTYPEN)
    bouwvorm = forms.ChoiceField(label="Bouwvorm", choices=Bronvorm.choices, required=False)

    class Meta:
        model = Workshopbod
        fields = ["woningtype", "aantal", "jaar", "bouwvorm"]

    def clean_bouwvorm(self):
        return self.cleaned_data.get("bouwvorm") or Bronvorm.NIEUWBOUW


class WegingForm(_MetPlek):
    criterium = forms.ModelChoiceField(
        label="Criterium",
        queryset=Criterium.objects.filter(actief=True),
        to_field_name="slug",
        error_messages={"invalid_choice": "Dit criterium is niet meer in gebruik."},
    )
    score = forms.TypedChoiceField(label="Score", choices=SCORES, coerce=int)
    reden = forms.CharField(label="Waarom", max_length=300, required=False)


class AanUitForm(_MetPlek):
    aan = forms.BooleanField(required=False)


class VraagForm(forms.ModelForm):
    plek = forms.UUIDField(required=False)

    class Meta:
        model = Workshopvraag
        fields = ["tekst"]


class BelForm(forms.ModelForm):
    plek = forms.UUIDField(required=False)
    voor = forms.DateField(label="Voor wanneer", required=False, input_formats=["%Y-%m-%d", "%d-%m-%Y"])

    class Meta:
        model = Belafspraak
        fields = ["wie", "met", "waarover", "voor"]

    def clean_voor(self):
        voor = self.cleaned_data["voor"]
        if voor and not date(2020, 1, 1) <= voor <= date(2100, 1, 1):
            raise ValidationError("Dit jaar klopt niet. Kies een datum in de komende tijd.")
        return voor


class SamenvoegForm(_MetPlek):
    naar = forms.UUIDField(label="Plek die blijft", error_messages={"required": "Kies de plek die blijft."})


class DingForm(forms.Form):
    """Which thing is hidden or shown again."""

    wat = forms.ChoiceField(choices=[(w, w) for w in ("plek", "bod", "vraag", "bellen", "deelnemer")])
    id = forms.CharField(max_length=40)


class StapForm(forms.Form):
    stap = forms.ChoiceField(label="Stap", choices=Workshopstap.choices)


class StatusForm(forms.Form):
    status = forms.ChoiceField(label="Status", choices=[(s, s) for s in (Workshopstatus.OPEN, Workshopstatus.GESLOTEN)])


class OngedaanForm(forms.Form):
    nummer = forms.IntegerField(label="Handeling", min_value=1)
