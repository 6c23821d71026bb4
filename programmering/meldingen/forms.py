from django import forms

from woonzorg.organisaties.spamveilig import Spamveilig

from .models import Melding, Meldingstatus, Wat

LENGTE = Melding._meta.get_field("tekst").max_length


class MeldForm(Spamveilig):
    use_required_attribute = False
    wat = forms.ChoiceField(
        label="Wat klopt er niet?",
        choices=Wat.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Kies wat er niet klopt."},
    )
    tekst = forms.CharField(
        label="Wat is er aan de hand?",
        max_length=LENGTE,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Schrijf wat er staat, en wat het volgens u moet zijn.",
        error_messages={"required": "Schrijf op wat er niet klopt."},
    )
    naam = forms.CharField(
        label="Uw naam", max_length=100, required=False, widget=forms.TextInput({"autocomplete": "name"})
    )
    email = forms.EmailField(
        label="Uw e-mailadres",
        required=False,
        widget=forms.EmailInput({"autocomplete": "email"}),
        help_text="Nodig als u antwoord wilt. Alleen wie de plannen van deze gemeente bijhoudt, ziet uw naam en adres. "
        "90 dagen nadat de gemeente antwoordt of uw melding afhandelt, halen wij ze weg.",
        error_messages={"invalid": "Dit is geen e-mailadres. Kijk of er een @ in staat, of laat het leeg."},
    )
    field_order = ["wat", "tekst", "naam", "email"]


class AntwoordForm(forms.Form):
    use_required_attribute = False
    antwoord = forms.CharField(
        label="Uw antwoord",
        max_length=LENGTE,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="Dit gaat per mail naar wie het meldde, met uw gemeente als afzender en een link naar het plan. Uw "
        "eigen naam en adres staan er niet in.",
        error_messages={"required": "Schrijf een antwoord."},
    )


class MeldingFilter(forms.Form):
    """In the url; what is not understood shows what is new."""

    status = forms.ChoiceField(
        label="Status", choices=[*Meldingstatus.choices, ("alle", "alle meldingen")], required=False
    )

    def __init__(self, query):
        gevraagd = query.get("status", "")
        self.gekozen = gevraagd if gevraagd in {*Meldingstatus.values, "alle"} else Meldingstatus.NIEUW.value
        super().__init__(initial={"status": self.gekozen})

    def toepassen(self, meldingen):
        return meldingen if self.gekozen == "alle" else meldingen.filter(status=self.gekozen)
