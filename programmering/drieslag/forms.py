from django import forms

from .calculations import VRAGEN, Antwoord, Drieslag


class DrieslagFilter(forms.Form):
    """Lives in the url; what is not understood falls back to the default."""

    periode = forms.ChoiceField(label="Periode")
    vraag = forms.ChoiceField(
        label="Vraag", choices=[("", "alle drie"), *((str(n), tekst) for n, tekst in VRAGEN.items())], required=False
    )
    antwoord = forms.ChoiceField(
        label="Antwoord",
        choices=[("", "alle antwoorden"), *((a.value, a.value) for a in Antwoord)],
        required=False,
    )

    def __init__(self, query, *, perioden):
        super().__init__()
        self.fields["periode"].choices = [(p.slug, p.naam) for p in perioden]
        standaard = {"periode": perioden[0].slug, "vraag": "", "antwoord": ""}
        self.waarden = {
            naam: query.get(naam) if query.get(naam) in dict(veld.choices) else standaard[naam]
            for naam, veld in self.fields.items()
        }
        self.initial = self.waarden
        self.periode = next(p for p in perioden if p.slug == self.waarden["periode"])
        # What the filter keeps but does not ask: the place that was chosen elsewhere.
        self.vast = {"gebied": query["gebied"]} if query.get("gebied") else {}

    def past(self, drieslag: Drieslag) -> bool:
        antwoord, vraag = self.waarden["antwoord"], self.waarden["vraag"]
        if not antwoord:
            return True
        vragen = [int(vraag)] if vraag else list(VRAGEN)
        return any(drieslag.antwoord(v) == antwoord for v in vragen)
