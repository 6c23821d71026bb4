from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from programmering.partners.forms import Datum
from projecten.project.forms import DoorActie
from projecten.project.selectors import betrokkenen
from projecten.zicht import niveaus_voor
from woonzorg.organisaties.models import Gebruiker

from .lijsten import Geadresseerde, Puntstatus
from .models import Agenderingspunt, Escalatie, Projectknelpunt
from .selectors import geadresseerden, open_punten


def kies_niveau(form: forms.ModelForm, user) -> None:
    """Offers the levels that `user` reads; begins at the stored one, or at the model's own where that is offered."""
    keuzes = niveaus_voor(user, form.instance.project.gemeente)
    form.fields["zichtbaarheid"].choices = keuzes
    if form.initial.get("zichtbaarheid") not in dict(keuzes):
        form.initial["zichtbaarheid"] = keuzes[0][0]


class KnelpuntForm(DoorActie, forms.ModelForm):
    use_required_attribute = False

    class Meta:
        model = Projectknelpunt
        fields = ["categorie", "omschrijving", "sinds", "zichtbaarheid"]
        widgets = {
            "omschrijving": forms.Textarea(attrs={"rows": 4}),
            "sinds": Datum,
            "zichtbaarheid": forms.RadioSelect,
        }
        help_texts = {
            "omschrijving": "Schrijf op wat u tegenhoudt. Zo herkent het kernteam wat in meer projecten speelt.",
        }

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        kies_niveau(self, user)


class OpgelostForm(forms.Form):
    use_required_attribute = False

    opgelost_op = forms.DateField(label="Opgelost op", initial=timezone.localdate, widget=Datum)
    hoe_opgelost = forms.CharField(
        label="Hoe is het opgelost",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Wie het knelpunt mag lezen, leest dit ook.",
    )


class EscalatieForm(DoorActie, forms.ModelForm):
    class Meta:
        model = Escalatie
        fields = ["onderwerp", "niveau", "eigenaar", "eigenaar_naam", "sinds", "uiterlijk", "zichtbaarheid"]
        widgets = {"sinds": Datum, "uiterlijk": Datum, "zichtbaarheid": forms.RadioSelect}
        labels = {"eigenaar": "Wie lost het op", "eigenaar_naam": "Of iemand zonder account"}
        help_texts = {"eigenaar": "Is de datum voorbij, dan krijgen deze persoon en de adviseur één mail."}

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        wie = betrokkenen(self.instance.project) | Gebruiker.objects.filter(pk=user.pk)
        self.fields["eigenaar"].queryset = wie.distinct().order_by("naam")
        self.fields["eigenaar"].empty_label = "iemand zonder account"
        self.fields["eigenaar_naam"].required = False
        kies_niveau(self, user)


class SluitForm(forms.Form):
    use_required_attribute = False

    gesloten_op = forms.DateField(label="Afgerond op", initial=timezone.localdate, widget=Datum)
    uitkomst = forms.CharField(
        label="Wat kwam eruit",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Ook als het niet is gelukt: schrijf op wat er is besloten.",
    )


class PuntForm(DoorActie, forms.ModelForm):
    use_required_attribute = False
    versie = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Agenderingspunt
        fields = ["titel", "vraag", "geadresseerde", "organisatie", "uiterlijk"]
        widgets = {
            "vraag": forms.Textarea(attrs={"rows": 8}),
            "uiterlijk": Datum,
            "geadresseerde": forms.RadioSelect,
        }
        help_texts = {
            "vraag": "Vul aan wat u vraagt en waarom. Noem geen projecten: anderen lezen dit.",
            "organisatie": "Leeg laten kan: dan ziet elke organisatie van dat soort het punt.",
            "uiterlijk": "Nodig om het punt op de agenda te zetten.",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["geadresseerde"].choices = Geadresseerde.choices
        veld = self.fields["organisatie"]
        veld.queryset, veld.empty_label = geadresseerden(), "alle organisaties van dat soort"
        self.initial.setdefault("versie", self.instance.versie if self.instance.pk else None)

    def clean_uiterlijk(self):
        dag = self.cleaned_data["uiterlijk"]
        if dag and dag != self.instance.uiterlijk and dag < timezone.localdate():
            raise ValidationError("Deze dag is voorbij. Kies een dag die nog komt.")
        return dag


class ToevoegForm(forms.Form):
    punt = forms.ModelChoiceField(
        Agenderingspunt.objects.none(),
        label="Naar welk punt",
        empty_label="kies een punt",
        error_messages={"invalid_choice": "Dit punt neemt geen knelpunten meer op. Kies een ander punt."},
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["punt"].queryset = open_punten(user)


class StapForm(forms.Form):
    naar = forms.ChoiceField(choices=Puntstatus.choices)
    versie = forms.IntegerField(widget=forms.HiddenInput)


class AntwoordForm(forms.Form):
    use_required_attribute = False

    antwoord = forms.CharField(
        label="Antwoord",
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text="Iedereen die een van de projecten ziet, leest dit antwoord.",
    )
    van = forms.CharField(label="Van wie is het antwoord", max_length=300)
    datum = forms.DateField(label="Beantwoord op", initial=timezone.localdate, widget=Datum)
    versie = forms.IntegerField(widget=forms.HiddenInput)
