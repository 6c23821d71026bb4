"""Forms of overlegtafels: table, member, handover, and a meeting with its decisions."""

import datetime

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from programmering.partners.forms import Datum
from projecten.project.forms import DoorActie
from woonzorg.gebieden.models import Provincie
from woonzorg.gebieden.soorten import LAND, Gebied
from woonzorg.gebieden.zoeken import zoek_gebied
from woonzorg.organisaties.models import Organisatie
from woonzorg.organisaties.permissions import Permission

from .models import Besluit, Overleg, Overlegtafel, Tafellid
from .selectors import regios_met

STAND = [("", "alle regio's"), ("broos", "broze tafels"), ("zonder", "regio's zonder tafel")]


class TafelFilter(forms.Form):
    """Lives in the url; what is not understood is no choice."""

    gebied = forms.ChoiceField(label="Gebied")
    stand = forms.ChoiceField(label="Welke", choices=STAND)

    def __init__(self, query, *, regios):
        super().__init__()
        stand = query.get("stand", "")
        self.gekozen: Gebied | None = zoek_gebied(query.get("gebied", "").replace("\0", ""))
        self.stand = stand if stand in dict(STAND) else ""
        provincies = Provincie.objects.filter(gemeenten__woondealregio__in=regios).distinct()
        keuzes = [("", "alle gebieden"), *provincies.values_list("code", "naam")]
        if self.gekozen and self.gekozen != LAND and self.gekozen.code not in dict(keuzes):
            keuzes.append((self.gekozen.code, self.gekozen.naam))
        self.fields["gebied"].choices = keuzes
        self.initial = {"gebied": self.gekozen.code if self.gekozen else "", "stand": self.stand}


class TafelForm(DoorActie, forms.ModelForm):
    use_required_attribute = False

    class Meta:
        model = Overlegtafel
        fields = ["woondealregio", "naam", "doel", "volgende", "opgeheven_op"]
        widgets = {"doel": forms.Textarea(attrs={"rows": 4}), "volgende": Datum, "opgeheven_op": Datum}
        help_texts = {"opgeheven_op": "Alleen als de tafel niet meer bijeenkomt. De verslagen blijven staan."}

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["woondealregio"].queryset = regios_met(user, Permission.TAFEL_BEHEREN)
        self.fields["woondealregio"].empty_label = "kies een regio"
        if self.instance.pk:
            del self.fields["woondealregio"]
        else:
            del self.fields["opgeheven_op"]


class LidForm(DoorActie, forms.ModelForm):
    use_required_attribute = False
    organisatie = forms.ModelChoiceField(
        Organisatie.objects.all(), label="Organisatie met een account", required=False, empty_label="staat er niet bij"
    )
    organisatie_naam = forms.CharField(
        label="Naam van de organisatie",
        max_length=200,
        required=False,
        help_text="Mag leeg als u een organisatie koos. Bijvoorbeeld: gemeente Zwolle.",
    )

    class Meta:
        model = Tafellid
        fields = [
            "naam", "functie", "organisatie", "organisatie_naam", "bestuurlijk", "portefeuille", "van", "tot",
        ]  # fmt: skip
        widgets = {"van": Datum, "tot": Datum}
        labels = {"bestuurlijk": "Bestuurder: beslist namens de organisatie", "tot": "Laatste dag"}
        help_texts = {
            "naam": "Alleen de naam; adressen en telefoonnummers bewaart het portaal hier niet.",
            "tot": "Komt er een opvolger? Gebruik dan 'Draag over', dan gaan de besluiten mee.",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not self.instance.pk:
            del self.fields["tot"]


class OverdragenForm(forms.Form):
    tot = forms.DateField(label="Laatste dag", initial=timezone.localdate, widget=Datum)
    naam = forms.CharField(label="Naam van de opvolger", max_length=200)
    functie = forms.CharField(label="Functie van de opvolger", max_length=100)
    van = forms.DateField(label="Eerste dag van de opvolger", widget=Datum)
    overdracht = forms.CharField(
        label="Wat geeft u door",
        max_length=6000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="Wat speelt er, wat is beloofd, en waar zit de spanning? Iedereen die deze tafel ziet, leest dit.",
    )

    def __init__(self, *args, lid: Tafellid, **kwargs):
        super().__init__(*args, **kwargs)
        vandaag = timezone.localdate()
        # A last day that is far off says that nobody knew it: the handover is now.
        laatste = min(lid.tot or vandaag, vandaag + datetime.timedelta(days=366))
        morgen = laatste + datetime.timedelta(days=1)
        self.initial |= {"tot": laatste, "van": morgen, "functie": lid.functie, "overdracht": lid.overdracht}


class OverlegForm(DoorActie, forms.ModelForm):
    use_required_attribute = False
    volgende = forms.DateField(label="Volgende overleg", required=False, widget=Datum)

    class Meta:
        model = Overleg
        fields = ["datum", "aanwezig", "samenvatting"]
        widgets = {"datum": Datum, "samenvatting": forms.Textarea(attrs={"rows": 6})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        volgende = self.instance.tafel.volgende
        # The meeting that was planned is the one that is written down now.
        if self.instance.pk or (volgende and volgende > timezone.localdate()):
            self.initial["volgende"] = volgende


class BesluitForm(DoorActie, forms.ModelForm):
    use_required_attribute = False

    class Meta:
        model = Besluit
        fields = ["tekst", "lid", "wie", "uiterlijk"]
        widgets = {"uiterlijk": Datum}
        labels = {"lid": "Portefeuille van", "wie": "Of wie het doet"}

    def __init__(self, *args, leden, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["lid"].queryset = leden | Tafellid.objects.filter(pk=self.instance.lid_id or 0)
        self.fields["lid"].empty_label = "geen keuze"
        self.fields["lid"].label_from_instance = lambda lid: f"{lid.naam}, {lid.organisatie_naam}"


class Besluitrijen(forms.BaseInlineFormSet):
    """The decisions of one meeting; one that somebody else took away meanwhile is told, not written elsewhere."""

    def initial_form_count(self):
        # What the form says it began with may be gone: Django would look for it in vain.
        return min(super().initial_form_count(), len(self.get_queryset()))

    def clean(self):
        super().clean()
        if any("id" in form.errors for form in self.forms):
            raise ValidationError(
                "Iemand anders haalde intussen een besluit van dit overleg weg. Bewaar wat u hier typte even ergens "
                "anders, en open het overleg opnieuw."
            )


BesluitFormSet = forms.inlineformset_factory(
    Overleg, Besluit, form=BesluitForm, formset=Besluitrijen, extra=5, can_delete=True
)
