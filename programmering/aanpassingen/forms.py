from django import forms
from django.db.models import URLField
from django.utils import timezone

from programmering.plekken.forms import PlekMixin
from woonzorg.getallen import getal
from woonzorg.organisaties.permissions import Permission, gemeenten_met

from .actions import fout_in_jaar
from .inlezen import EXTENSIES, MAX_BYTES
from .models import Aanpassing, Kans

# More ids than this are no help in a text field, and would weigh on every form that shows them.
MAX_IN_TEKST = 5_000
MAX_PLAKKEN = 50_000
TEKSTVAK = {"rows": 8, "spellcheck": "false", "autocomplete": "off", "class": "hoekpunten"}


class _MetJaar(forms.ModelForm):
    def clean_jaar(self):
        jaar = self.cleaned_data["jaar"]
        if fout := fout_in_jaar(jaar):
            raise forms.ValidationError(fout)
        return jaar


class _InEigenGemeente(forms.ModelForm):
    """Only gemeenten where this person may write, and the version that was opened."""

    versie = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["gemeente"].queryset = eigen_gemeenten(user)
        if not self.instance.pk and len(keuze := list(self.fields["gemeente"].queryset[:2])) == 1:
            self.initial["gemeente"] = keuze[0].pk
        self.initial.setdefault("versie", self.instance.versie if self.instance.pk else None)

    def kies_gemeente(self, code: str) -> None:
        """Fills in the gemeente beforehand, when it is one of this person's."""
        if gevonden := self.fields["gemeente"].queryset.filter(code=code).first():
            self.initial["gemeente"] = gevonden.pk

    def voeg_fouten_toe(self, fout: forms.ValidationError) -> None:
        for veld, fouten in getattr(fout, "error_dict", {None: fout}).items():
            self.add_error(veld if veld in self.fields else None, fouten)

    def zet_versie(self, versie: int) -> None:
        """Saving this very form then replaces the version that is stored now."""
        self.data = self.data.copy()
        self.data[self.add_prefix("versie")] = versie

    @property
    def delen(self):
        return [(titel, [self[naam] for naam in namen if naam in self.fields]) for titel, namen in self.DELEN]


def eigen_gemeenten(user):
    return gemeenten_met(user, Permission.AANPASSING_WIJZIGEN).geldig_op()


class BagIds(forms.CharField):
    """Lines of ids. Browsers send other line ends than they were given; that is no change."""

    widget = forms.Textarea(attrs=TEKSTVAK)

    def to_python(self, value):
        return super().to_python(value).splitlines()

    def clean(self, value):
        regels = super().clean(value)
        if len(regels) > MAX_PLAKKEN:
            raise forms.ValidationError(
                f"Dit zijn {getal(len(regels))} regels. Plak er hoogstens {getal(MAX_PLAKKEN)} tegelijk."
            )
        return regels


def _veld(veld, **kwargs):
    """A link that is typed without a scheme is one of https."""
    return veld.formfield(**({"assume_scheme": "https"} if isinstance(veld, URLField) else {}), **kwargs)


class AanpassingForm(_MetJaar, _InEigenGemeente):
    bag_ids = BagIds(
        label="BAG-id's",
        required=False,
        help_text="Van elk verblijfsobject (woning) één id van 16 cijfers per regel. U kunt een hele kolom plakken.",
    )
    erbij = BagIds(
        label="BAG-id's toevoegen", required=False, help_text="Eén id per regel. Wat er al staat blijft staan."
    )
    eraf = BagIds(label="BAG-id's weghalen", required=False, help_text="Eén id per regel.")

    class Meta:
        model = Aanpassing
        fields = [
            "gemeente", "naam", "soort", "van_type", "naar_type", "jaar", "bewijs", "link", "eigenaar_soort",
            "eigenaar_naam", "breidt_uit", "toelichting",
        ]  # fmt: skip
        widgets = {"toelichting": forms.Textarea(attrs={"rows": 4})}
        formfield_callback = _veld

    DELEN = [
        ("Welke woningen", ["gemeente", "naam", "eigenaar_soort", "eigenaar_naam"]),
        ("Wat is er gebeurd", ["soort", "van_type", "naar_type", "jaar", "breidt_uit"]),
        ("Waaruit blijkt het", ["bewijs", "link", "toelichting"]),
        ("Woningen", ["bag_ids", "erbij", "eraf"]),
    ]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields[
            "jaar"
        ].help_text = f"Het jaar waarin de woningen klaar waren, uiterlijk {timezone.localdate().year}."
        self.huidig = self._huidig()
        if len(self.huidig) > MAX_IN_TEKST:
            del self.fields["bag_ids"]
        else:
            del self.fields["erbij"], self.fields["eraf"]
            self.initial["bag_ids"] = "\n".join(self.huidig)

    def _huidig(self) -> list[str]:
        return list(self.instance.adressen.values_list("bag_id", flat=True)) if self.instance.pk else []

    @property
    def ids(self) -> list[str]:
        """All ids as this form wants them, as typed; of a valid form."""
        if "bag_ids" in self.fields:
            return self.cleaned_data["bag_ids"]
        eraf = {regel.strip() for regel in self.cleaned_data["eraf"]}
        return [i for i in self.huidig if i not in eraf] + self.cleaned_data["erbij"]


class ImportForm(_MetJaar):
    """A file with BAG ids, and what holds for every row that does not say it itself."""

    bestand = forms.FileField(
        label="Bestand",
        help_text="Een csv-bestand, hoogstens 5 MB en 50.000 rijen. Alleen een kolom met BAG-id's is genoeg.",
        widget=forms.FileInput(attrs={"accept": ",".join(EXTENSIES)}),
        error_messages={"empty": "Het bestand is leeg.", "required": "Kies een bestand."},
    )

    class Meta:
        model = Aanpassing
        fields = [
            "gemeente", "naam", "soort", "van_type", "naar_type", "jaar", "bewijs", "eigenaar_soort", "eigenaar_naam",
        ]  # fmt: skip

    # What the file may say itself.
    UIT_BESTAND = ("naam", "van_type", "naar_type", "jaar", "bewijs")

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.order_fields(["bestand"])
        gemeenten = eigen_gemeenten(user)
        self.fields["gemeente"].queryset = gemeenten
        if len(keuze := list(gemeenten[:2])) == 1:
            self.initial["gemeente"] = keuze[0].pk
        for naam in self.UIT_BESTAND:
            self.fields[naam].required = False
        self.fields["bewijs"].help_text = "Oplevering, toewijzingsafspraak of besluit."

    def clean_bestand(self):
        """The size first: a file that is too large is not read at all."""
        bestand = self.cleaned_data["bestand"]
        if bestand.size > MAX_BYTES:
            raise forms.ValidationError("Het bestand is groter dan 5 MB. Splits het in kleinere bestanden.")
        self.inhoud = bestand.read()
        return bestand

    def _post_clean(self):
        """No check of the whole aanpassing: what is missing here may stand in the file."""

    @property
    def vast(self) -> dict:
        """Values for rows that do not say it themselves; the gemeente by its key."""
        return {n: w for n, w in self.cleaned_data.items() if n not in ("bestand", "gemeente")} | {
            "gemeente_id": self.cleaned_data["gemeente"].pk
        }


class KansForm(PlekMixin, _InEigenGemeente):
    # An empty field that is required would be drawn as wrong before anyone typed.
    use_required_attribute = False

    class Meta:
        model = Kans
        fields = [
            "gemeente", "naam", "soort", "eigenaar_soort", "woningen", "naar_type", "reden", "status",
            "vertrouwelijkheid",
        ]  # fmt: skip
        widgets = {"reden": forms.Textarea(attrs={"rows": 4})}

    DELEN = [
        ("Wat en waar", ["gemeente", "naam", "soort", "eigenaar_soort"]),
        ("Waarom een kans", ["woningen", "naar_type", "reden"]),
        ("Stand", ["status", "vertrouwelijkheid"]),
    ]
