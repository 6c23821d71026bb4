"""Forms of questions, answers and intervisie."""

from django import forms

from programmering.partners.forms import Datum
from projecten.project.forms import DoorActie
from projecten.project.models import Project
from projecten.zicht import niveaus_voor

from .models import Antwoord, Intervisie, Vraag


class VraagForm(DoorActie, forms.ModelForm):
    """`gezien`: the earlier answers have been looked at, and this is still a question."""

    use_required_attribute = False
    gezien = forms.BooleanField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = Vraag
        fields = ["titel", "tekst", "categorie", "project", "zichtbaarheid"]
        widgets = {"tekst": forms.Textarea(attrs={"rows": 6}), "zichtbaarheid": forms.RadioSelect}
        labels = {"titel": "Uw vraag in één zin", "tekst": "Wat speelt er"}
        help_texts = {
            "tekst": "Noem geen namen van bewoners. Anderen in het land lezen mee, zoals u hieronder kiest.",
            "project": "De naam van het project ziet alleen wie dat project mag zien.",
        }

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        keuzes = niveaus_voor(user, None)
        self.fields["zichtbaarheid"].choices = keuzes
        if self.initial["zichtbaarheid"] not in dict(keuzes):
            self.initial["zichtbaarheid"] = keuzes[0][0]
        self.fields["categorie"].choices = [("", "geen keuze"), *Vraag._meta.get_field("categorie").choices]
        kies_project(self, user)


class AntwoordForm(DoorActie, forms.ModelForm):
    use_required_attribute = False
    link = forms.URLField(label="Link", required=False, assume_scheme="https", max_length=200)

    class Meta:
        model = Antwoord
        fields = ["tekst", "bron", "link"]
        widgets = {"tekst": forms.Textarea(attrs={"rows": 6})}
        labels = {"tekst": "Uw antwoord", "bron": "Waar is dit gevonden"}
        help_texts = {"bron": "Bijvoorbeeld een ander project, een handreiking of uw eigen ervaring."}


class IntervisieForm(DoorActie, forms.ModelForm):
    use_required_attribute = False

    class Meta:
        model = Intervisie
        fields = [
            "datum", "titel", "casus", "project", "deelnemers", "inzichten", "vervolg", "vervolg_wie",
            "vervolg_uiterlijk",
        ]  # fmt: skip
        widgets = {
            "datum": Datum,
            "vervolg_uiterlijk": Datum,
            "casus": forms.Textarea(attrs={"rows": 6}),
            "inzichten": forms.Textarea(attrs={"rows": 6}),
        }

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["project"].help_text = "De naam ziet alleen wie dat project mag zien."
        kies_project(self, user)


def kies_project(form: forms.ModelForm, user) -> None:
    """Projects that `user` may see. One that this reader may not see stays as it is, and its name is not told."""
    projecten = Project.objects.for_user(user).select_related("gemeente").order_by("naam", "pk")
    huidig = form.instance.project_id
    if huidig and not projecten.filter(pk=huidig).exists():
        del form.fields["project"]
        return
    veld = form.fields["project"]
    veld.queryset, veld.empty_label = projecten, "geen project"
    veld.label_from_instance = lambda project: f"{project.naam} ({project.gemeente.naam})"
