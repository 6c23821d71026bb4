from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST
from django.views.generic import FormView, ListView

from .actions import beeindig, nodig_uit
from .forms import LidmaatschapForm, UitnodigingForm
from .models import Gebruiker, Lidmaatschap, Logregel
from .permissions import Permission
from .toegang import PermissionMixin, vereist


class GebruikerLijst(PermissionMixin, ListView):
    permission = Permission.GEBRUIKERS_BEHEREN
    template_name = "organisaties/gebruikers.html"
    paginate_by = 50
    page_kwarg = "blad"

    def get_queryset(self):
        return Gebruiker.objects.for_user(self.request.user).prefetch_related("lidmaatschappen__organisatie")


class Uitnodigen(PermissionMixin, FormView):
    permission = Permission.GEBRUIKERS_BEHEREN
    template_name = "organisaties/uitnodigen.html"
    form_class = UitnodigingForm

    def form_valid(self, form):
        gebruiker = nodig_uit(request=self.request, **form.cleaned_data)
        messages.success(self.request, f"{gebruiker.naam} krijgt een e-mail om een wachtwoord te kiezen.")
        return redirect("gebruiker", gebruiker.pk)


@vereist(Permission.GEBRUIKERS_BEHEREN)
def gebruiker(request, pk: int):
    account = get_object_or_404(Gebruiker.objects.for_user(request.user), pk=pk)
    form = LidmaatschapForm(request.POST or None, instance=Lidmaatschap(gebruiker=account))
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, "Het lidmaatschap is toegevoegd.")
        return redirect("gebruiker", pk)
    leden = account.lidmaatschappen.select_related("organisatie").order_by("tot", "van")
    context = {
        "account": account,
        "leden": leden,
        "form": form,
        "kruimels": [("Gebruikers", reverse("gebruiker-lijst"))],
    }
    return render(request, "organisaties/gebruiker.html", context)


@require_POST
@vereist(Permission.GEBRUIKERS_BEHEREN)
def lidmaatschap_beeindigen(request, pk: int):
    lidmaatschap = get_object_or_404(Lidmaatschap.objects.for_user(request.user), pk=pk)
    beeindig(lidmaatschap=lidmaatschap, request=request)
    messages.success(request, "Het lidmaatschap is beëindigd en geeft geen toegang meer.")
    return redirect("gebruiker", lidmaatschap.gebruiker_id)


@vereist(Permission.LOGBOEK_ZIEN)
def logboek(request):
    regels = Logregel.objects.for_user(request.user)
    if request.GET.get("handeling") in Logregel.Handeling.values:
        regels = regels.filter(handeling=request.GET["handeling"])
    pagina = Paginator(regels, 100).get_page(request.GET.get("blad"))
    context = {"pagina": pagina, "handelingen": Logregel.Handeling.choices, "gekozen": request.GET.get("handeling", "")}
    return render(request, "organisaties/logboek.html", context)
