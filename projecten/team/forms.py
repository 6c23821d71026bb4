from django import forms

from programmering.partners.forms import Datum
from projecten.project.forms import DoorActie

from .models import Inzet, Teamnorm
from .omvang import Uitgangspunten

NORMVELDEN = [v for v in Uitgangspunten.__dataclass_fields__ if v not in ("geclusterd", "zorggeschikt")]


def _opgave(label: str) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=0, max_value=10_000_000)


class OmvangForm(forms.ModelForm):
    """The parameters of the sum, in the url. Nothing is stored: what is asked with other numbers is only a question."""

    use_required_attribute = False
    geclusterd = _opgave("Opgave geclusterd (woningen)")
    zorggeschikt = _opgave("Opgave zorggeschikt (woningen)")

    class Meta:
        model = Teamnorm
        fields = NORMVELDEN

    field_order = ["geclusterd", "zorggeschikt", *NORMVELDEN]

    def __init__(self, query, begin: dict[str, int]):
        """What the url leaves out is as the norm has it."""
        super().__init__({naam: query.get(naam, waarde) for naam, waarde in begin.items()})
        self.begin = begin

    @property
    def aangepast(self) -> bool:
        return any(self.cleaned_data[naam] != waarde for naam, waarde in self.begin.items())

    def uitgangspunten(self) -> Uitgangspunten:
        return Uitgangspunten(**{naam: self.cleaned_data[naam] for naam in self.begin})

    def validate_unique(self):
        """Nothing is stored."""


class NormForm(DoorActie, forms.ModelForm):
    use_required_attribute = False

    class Meta:
        model = Teamnorm
        fields = ["geldig_van", *NORMVELDEN, "projecten_per_fte", "stil_na", "stil_na_start", "tafel_broos_na", "bron"]
        widgets = {"geldig_van": Datum}


class InzetForm(forms.ModelForm):
    use_required_attribute = False

    class Meta:
        model = Inzet
        fields = ["fte"]
        # 0,8 as people write it; a number field of the browser would show nothing for a comma.
        localized_fields = ["fte"]
        help_texts = {"fte": "1 is een volledige week, 0,5 de helft. Laat leeg als het niet bekend is."}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["fte"].required = False
