from django import forms

from .models import Gebruiker, Lidmaatschap, Organisatie
from .permissions import Rol


class UitnodigingForm(forms.Form):
    """Invite one person for one rol at one organisation. The person sets the password by the mailed link."""

    email = forms.EmailField(label="E-mailadres")
    naam = forms.CharField(label="Naam", max_length=200)
    organisatie = forms.ModelChoiceField(label="Organisatie", queryset=Organisatie.objects.all())
    rol = forms.ChoiceField(label="Rol", choices=Rol.choices)

    def clean_email(self):
        email = self.cleaned_data["email"].lower()
        if Gebruiker.objects.filter(email=email).exists():
            raise forms.ValidationError("Er is al een account met dit e-mailadres. Geef dat account een lidmaatschap.")
        return email


class LidmaatschapForm(forms.ModelForm):
    class Meta:
        model = Lidmaatschap
        fields = ["organisatie", "rol", "van", "tot"]
        widgets = {
            "van": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "tot": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        }
