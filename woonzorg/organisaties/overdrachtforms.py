from django import forms
from django.utils import timezone

from .models import Gebruiker
from .overdracht import mag_alle_accounts, opvolgers

NIEMAND = "Kies wie het werk overneemt."


class OverdrachtForm(forms.Form):
    """To whom, and from which day the leaver may no longer come in. A colleague from the list, or for who manages
    accounts anyone by the e-mail address."""

    use_required_attribute = False
    naar = forms.ModelChoiceField(
        Gebruiker.objects.none(),
        label="Wie neemt het over",
        required=False,
        empty_label="Kies een collega",
        error_messages={"required": NIEMAND},
    )
    email = forms.EmailField(
        label="Of het e-mailadres van iemand van een andere organisatie",
        required=False,
        help_text="Die moet al een account hebben.",
    )
    einde = forms.DateField(
        label="Lidmaatschappen beëindigen per",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text="De eerste dag waarop ze niets meer geven. Laat leeg om ze te laten staan.",
    )

    def __init__(self, *args, van: Gebruiker, door, **kwargs):
        super().__init__(*args, **kwargs)
        self.van = van
        self.fields["naar"].queryset = opvolgers(van, door)
        if mag_alle_accounts(door):
            self.fields["naar"].help_text = "Kies een collega, of vul hieronder een e-mailadres in."
        else:
            self.fields["naar"].required = True
            del self.fields["email"], self.fields["einde"]

    def clean_einde(self):
        einde = self.cleaned_data["einde"]
        if einde and einde < timezone.localdate():
            raise forms.ValidationError("Deze dag is al voorbij. Kies vandaag of een latere dag.")
        return einde

    def clean(self):
        gegevens = super().clean()
        naar, email = gegevens.get("naar"), (gegevens.get("email") or "").lower()
        if naar and email and naar.email != email:
            self.add_error("email", "Kies een collega, of vul een e-mailadres in. Niet allebei.")
        elif email and not naar:
            self._neem_adres(email)
        elif not naar and not self.errors:
            self.add_error("naar", NIEMAND)
        return gegevens

    def _neem_adres(self, email: str) -> None:
        wie = Gebruiker.objects.filter(email=email).first()
        if wie is None:
            self.add_error("email", "Er is geen account met dit e-mailadres. Nodig deze persoon eerst uit.")
        elif not wie.is_active:
            self.add_error("email", "Dit account is gesloten. Kies iemand anders.")
        elif wie == self.van:
            self.add_error("email", "Dit is degene die vertrekt. Kies iemand anders.")
        else:
            self.cleaned_data["naar"] = wie
