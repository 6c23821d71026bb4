from collections.abc import Collection

from django import forms

from woonzorg.organisaties.models import Gebruiker

from .calculations import Kandidaat, kies
from .models import Opmerking
from .velden import HELE_PLAN, VELDEN

LENGTE = Opmerking._meta.get_field("tekst").max_length


class AntwoordForm(forms.Form):
    """A text, and who should know. An @ in the text mentions somebody as well as a tick does."""

    use_required_attribute = False
    tekst = forms.CharField(
        label="Opmerking",
        max_length=LENGTE,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Wilt u dat een collega dit leest? Typ @ en de naam. Die krijgt een mail.",
        error_messages={"required": "Schrijf op wat u wilt zeggen."},
    )
    vermeld = forms.TypedMultipleChoiceField(
        label="Wie moet dit weten", coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args, kandidaten: Collection[Kandidaat] = (), **kwargs):
        super().__init__(*args, **kwargs)
        self.kandidaten = kandidaten
        self.fields["vermeld"].choices = [(k.pk, str(k)) for k in kandidaten]
        if not kandidaten:
            del self.fields["vermeld"]

    def clean(self):
        gegevens = super().clean()
        if "vermeld" not in self.errors:
            wie, onduidelijk = kies(gegevens.get("tekst", ""), self.kandidaten, set(gegevens.get("vermeld", ())))
            for fout in onduidelijk:
                self.add_error("vermeld" if self.kandidaten else "tekst", fout)
            self.genoemden = Gebruiker.objects.filter(pk__in=wie).order_by("pk")
        return gegevens


class OpmerkingForm(AntwoordForm):
    veld = forms.ChoiceField(label="Waar gaat het over", required=False, choices=[("", HELE_PLAN), *VELDEN.items()])
    field_order = ["veld", "tekst", "vermeld"]
