"""Forms of the roadmap. Actions check a row as a whole; a form only takes over what was typed."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from kenniskaarten.kaarten.models import WEBADRES, Kennisstuk

from .models import KOLOMMEN, GezetteStap, Knooppunt, Lijn, Stap

PLAATS = f"Een getal van 0 (links) tot en met {KOLOMMEN} (rechts)."


class Datum(forms.DateInput):
    def __init__(self):
        super().__init__(attrs={"type": "date"}, format="%Y-%m-%d")


class _DoorActie:
    def _post_clean(self):
        for veld in set(self._meta.fields) & set(self.fields) & set(self.cleaned_data):
            setattr(self.instance, veld, self.cleaned_data[veld])


class ZetForm(forms.Form):
    """A step that is taken, or was and is corrected. With more organisations one is chosen."""

    use_required_attribute = False
    organisatie = forms.ModelChoiceField(None, label="Voor welke organisatie", empty_label="kies een organisatie")
    op = forms.DateField(
        label="Gezet op", widget=Datum, error_messages={"invalid": "Vul een dag in, bijvoorbeeld 31-12-2026."}
    )
    bewijs = forms.CharField(
        label="Waaruit blijkt dat",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Noem het besluit, de afspraak of het document.",
    )
    link = forms.URLField(
        label="Link naar een document",
        max_length=500,
        required=False,
        validators=[WEBADRES],
        assume_scheme="https",
        help_text="Partners met een account kunnen de link zien. Het document zelf blijft waar het staat.",
    )

    def __init__(self, *args, organisaties, gezet: GezetteStap | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        self.organisaties = list(organisaties)
        self.gezet = gezet
        self.fields["organisatie"].queryset = organisaties
        if len(self.organisaties) == 1:
            del self.fields["organisatie"]
        self.initial.setdefault("op", timezone.localdate())
        if gezet:
            self.initial |= {naam: getattr(gezet, naam) for naam in ("op", "bewijs", "link")}
            self.initial["organisatie"] = gezet.organisatie_id

    @property
    def voor(self):
        """The organisation that it is ticked for; of a valid form."""
        return self.organisaties[0] if len(self.organisaties) == 1 else self.cleaned_data["organisatie"]


class LijnForm(_DoorActie, forms.ModelForm):
    use_required_attribute = False
    versie = forms.IntegerField(widget=forms.HiddenInput)

    class Meta:
        model = Lijn
        fields = ["inleiding"]
        widgets = {"inleiding": forms.Textarea(attrs={"rows": 4})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial.setdefault("versie", self.instance.versie)


class KnooppuntForm(_DoorActie, forms.ModelForm):
    use_required_attribute = False
    versie = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Knooppunt
        fields = ["naam", "kolom", "uitleg", "laat_zien", "concept"]
        widgets = {"uitleg": forms.Textarea(attrs={"rows": 7}), "laat_zien": forms.Textarea(attrs={"rows": 6})}
        labels = {"concept": "Dit is nog concept"}
        help_texts = {"kolom": PLAATS, "naam": "Kort: de naam staat op de kaart."}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial.setdefault("versie", self.instance.versie if self.instance.pk else None)


class StapForm(_DoorActie, forms.ModelForm):
    use_required_attribute = False
    versie = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Stap
        fields = ["titel", "kolom", "knooppunt", "uitleg", "bewijs", "concept"]
        widgets = {"uitleg": forms.Textarea(attrs={"rows": 7}), "bewijs": forms.Textarea(attrs={"rows": 3})}
        labels = {"concept": "Dit is nog concept", "knooppunt": "Leidt naar knooppunt"}
        help_texts = {"kolom": PLAATS, "titel": "Kort en in de gebiedende wijs: de naam staat op de kaart."}

    kennis = forms.ModelMultipleChoiceField(
        Kennisstuk.objects.none(),
        label="Kennis hierbij",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["knooppunt"].empty_label = "geen knooppunt"
        self.fields["knooppunt"].queryset = Knooppunt.objects.defer("zoek")
        self.fields["kennis"].queryset = Kennisstuk.objects.for_user(user).defer("tekst", "zoek")
        if not self.fields["kennis"].queryset.exists():
            del self.fields["kennis"]
        elif self.instance.pk:
            self.initial["kennis"] = list(self.instance.kennis.values_list("pk", flat=True))
        self.initial.setdefault("versie", self.instance.versie if self.instance.pk else None)


def neem_fouten_over(form: forms.BaseForm, fout: ValidationError) -> None:
    """Puts the errors of an action beside the fields that they are about."""
    for veld, fouten in getattr(fout, "message_dict", {None: fout.messages}).items():
        form.add_error(veld if veld in form.fields else None, fouten)
