"""What the beheerder fills in: which gemeenten, and of a split how it is divided."""

from django import forms
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator

from programmering.imports.gemeenten import kaal
from woonzorg.gebieden.models import Gemeente, Provincie, Woondealregio

from .grenzen import lees_geojson
from .lijsten import Sleutel
from .models import Herindeling
from .plaatsing import Toewijzing
from .verhuizing import OP_SLEUTEL

PER_BLAD = 200


class Gemeentenveld(forms.CharField):
    """Names or codes, one on a line: a list of 342 to tick is no help. Gives the codes."""

    def __init__(self, **kwargs):
        super().__init__(widget=forms.Textarea(attrs={"rows": 3}), max_length=2000, **kwargs)

    def clean(self, waarde):
        regels = [deel.strip() for regel in super().clean(waarde).splitlines() for deel in regel.split(";")]
        gemeenten = list(Gemeente.objects.order_by("geldig_van"))
        codes, fouten = [], []
        for regel in filter(None, regels):
            try:
                codes.append(_zoek(regel, gemeenten))
            except ValidationError as fout:
                fouten += fout.messages
        if fouten:
            raise ValidationError(fouten)
        return list(dict.fromkeys(codes))

    def prepare_value(self, waarde):
        if not isinstance(waarde, list):
            return waarde
        namen = dict(Gemeente.objects.filter(code__in=waarde).order_by("geldig_van").values_list("code", "naam"))
        return "\n".join(namen.get(code, code) for code in waarde)


def _zoek(tekst: str, gemeenten: list[Gemeente]) -> str:
    """Code of the gemeente of today with this name or code; an ended one is given too, to be told what became of it."""
    passend = [g for g in gemeenten if tekst.upper() == g.code or kaal(tekst) == kaal(g.naam)]
    huidig = [g for g in passend if g.geldig_tot is None]
    codes = {g.code for g in huidig or passend}
    if not codes:
        raise ValidationError(
            f"Er is geen gemeente '{tekst}'. Schrijf de naam voluit, of de CBS-code (GM met 4 cijfers)."
        )
    if len(codes) > 1:
        raise ValidationError(f"Er zijn meer gemeenten '{tekst}': {', '.join(sorted(codes))}. Gebruik de code.")
    return codes.pop()


class HerindelingForm(forms.ModelForm):
    use_required_attribute = False
    van = Gemeentenveld(
        label="Gemeenten die ophouden te bestaan",
        help_text="De naam of de CBS-code, één per regel. Bij een splitsing is dat er een.",
        error_messages={"required": "Vul in welke gemeente ophoudt te bestaan."},
    )
    bestaand = Gemeentenveld(
        label="Bestaande gemeenten die hen opvolgen",
        required=False,
        help_text="De naam of de CBS-code, één per regel. Laat leeg als er alleen nieuwe gemeenten komen.",
    )

    class Meta:
        model = Herindeling
        fields = ["datum", "van", "bestaand"]
        widgets = {"datum": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}
        error_messages = {"datum": {"required": "Vul in op welke dag de herindeling ingaat."}}

    def clean(self):
        """'Aa en Bee gaan op in Aa' is how people say it: Aa goes on."""
        gegevens = super().clean()
        van, bestaand = gegevens.get("van") or [], gegevens.get("bestaand") or []
        if len(van) > 1 and set(van) & set(bestaand):
            gegevens["van"] = [code for code in van if code not in bestaand]
        return gegevens

    def _post_clean(self):
        """Filled in by hand: what a herindeling must be is asked by the action."""
        for naam in self.fields:
            if naam in self.cleaned_data:
                setattr(self.instance, naam, self.cleaned_data[naam])


class NieuweGemeenteForm(forms.Form):
    use_required_attribute = False
    naam = forms.CharField(label="Naam", max_length=100)
    code = forms.CharField(label="CBS-code", max_length=6, help_text="GM met vier cijfers.")
    provincie = forms.ModelChoiceField(Provincie.objects.all(), label="Provincie", empty_label="kies een provincie")
    woondealregio = forms.ModelChoiceField(
        Woondealregio.objects.all(), label="Woondealregio", empty_label="kies een regio"
    )
    corop_code = forms.CharField(label="COROP-code", max_length=4, required=False)
    corop_naam = forms.CharField(label="COROP-gebied", max_length=100, required=False)

    def clean_code(self):
        return self.cleaned_data["code"].strip().upper()

    @property
    def als_rij(self) -> dict:
        gegevens = self.cleaned_data
        return {naam: getattr(gegevens[naam], "pk", gegevens[naam]) for naam in self.base_fields}


class NieuweGemeenten(forms.BaseFormSet):
    @property
    def rijen(self) -> list[dict]:
        """Those that were filled in and not taken away, as Herindeling.nieuw keeps them."""
        ingevuld = [form for form in self.forms if form not in self.deleted_forms]
        return [form.als_rij for form in ingevuld if form.cleaned_data.get("naam")]


NieuweGemeenteFormSet = forms.formset_factory(
    NieuweGemeenteForm,
    formset=NieuweGemeenten,
    extra=2,
    max_num=10,
    absolute_max=20,
    validate_max=True,
    can_delete=True,
)


class VerdelenForm(forms.Form):
    """Of a split: who gets the rest, the key of the opgave, who gets access, boundaries, and a choice per record."""

    use_required_attribute = False

    def __init__(self, *args, herindeling: Herindeling, namen: dict[str, str], blad: list[Toewijzing], **kwargs):
        super().__init__(*args, **kwargs)
        self.namen, self.blad = namen, blad
        keuzes = list(namen.items())
        self.fields["standaard"] = forms.ChoiceField(
            label="Wie krijgt wat nergens anders bij hoort",
            choices=keuzes,
            initial=herindeling.standaard,
            help_text="Wat niet met een plan of plot meegaat, geen plek heeft, en hieronder niet is gekozen.",
        )
        self.fields["sleutel"] = forms.ChoiceField(
            label="Hoe de opgave wordt verdeeld", choices=Sleutel, widget=forms.RadioSelect, initial=herindeling.sleutel
        )
        for code, naam in namen.items():
            self.fields[f"getal_{code}"] = forms.IntegerField(
                label=f"Getal van {naam}",
                required=False,
                min_value=0,
                max_value=10_000_000,
                localize=True,
                initial=herindeling.gewichten.get(code),
                widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
                error_messages={"invalid": "Vul een heel getal in."},
                help_text="Bijvoorbeeld hoeveel inwoners van 75 jaar en ouder daar komen te wonen.",
            )
        self.fields["toegang"] = forms.MultipleChoiceField(
            label="Wie voor de oude gemeente werkte, krijgt toegang tot",
            choices=keuzes,
            required=False,
            widget=forms.CheckboxSelectMultiple,
            initial=list(namen) if herindeling.toegang is None else herindeling.toegang,
        )
        self.fields["grenzen"] = forms.FileField(
            label="Officiële grenzen van de opvolgers",
            required=False,
            help_text="GeoJSON in RD of WGS84, met de gemeentecode. Elk plan gaat dan naar waar het ligt.",
        )
        for toewijzing in blad:
            self._keuzeveld(toewijzing, herindeling)

    def _keuzeveld(self, toewijzing: Toewijzing, herindeling: Herindeling) -> None:
        if toewijzing.vast:
            return
        self.fields[f"kies_{toewijzing.sleutel}"] = forms.ChoiceField(
            label=f"{OP_SLEUTEL[toewijzing.soort].model._meta.verbose_name} {toewijzing.naam}",
            choices=[("", "zoals voorgesteld"), *self.namen.items()],
            required=False,
            initial=herindeling.keuzes.get(toewijzing.sleutel, ""),
        )

    @property
    def algemeen(self):
        return [self[naam] for naam in self.fields if not naam.startswith("kies_")]

    @property
    def rijen(self):
        """(record, its field or None where nobody chooses, name of where it goes)."""
        return [(t, None if t.vast else self[f"kies_{t.sleutel}"], self.namen.get(t.naar, t.naar)) for t in self.blad]

    def clean_grenzen(self):
        bestand = self.cleaned_data["grenzen"]
        return lees_geojson(bestand) if bestand else None

    def vul(self, herindeling: Herindeling) -> None:
        """Takes over what was filled in; choices on other pages of the list stay."""
        gegevens = self.cleaned_data
        herindeling.standaard, herindeling.sleutel = gegevens["standaard"], gegevens["sleutel"]
        herindeling.toegang = gegevens["toegang"]
        herindeling.gewichten = {code: gegevens[f"getal_{code}"] or 0 for code in self.namen}
        hier = {t.sleutel: gegevens.get(f"kies_{t.sleutel}", "") for t in self.blad if not t.vast}
        herindeling.keuzes = {k: v for k, v in {**herindeling.keuzes, **hier}.items() if v}


def blad_van(toewijzingen: list[Toewijzing], nummer: str):
    """One page of the records of a gemeente: a form has only so many fields."""
    return Paginator(toewijzingen, PER_BLAD).get_page(nummer)
