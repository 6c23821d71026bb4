import django_filters as filters

from .models import ACCOUNT, Bericht

SJABLOONNAAM = {ACCOUNT: "account (wachtwoord en uitnodiging)"}


class BerichtFilter(filters.FilterSet):
    aan = filters.CharFilter(label="Zoek op ontvanger", lookup_expr="icontains")
    status = filters.ChoiceFilter(choices=Bericht.Status.choices, empty_label="alle")
    sjabloon = filters.ChoiceFilter(label="Sjabloon", empty_label="alle")

    class Meta:
        model = Bericht
        fields: list[str] = []

    def __init__(self, data=None, *args, **kwargs):
        super().__init__(data, *args, **kwargs)
        # What there is, so that mail of a template that has gone since can be found as well.
        namen = self.queryset.order_by("sjabloon").values_list("sjabloon", flat=True).distinct()
        self.filters["sjabloon"].extra["choices"] = [(naam, SJABLOONNAAM.get(naam, naam)) for naam in namen]
