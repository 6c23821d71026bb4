from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST
from django.views.generic import FormView, ListView

from .actions import beeindig, nodig_uit
from .forms import LidmaatschapForm, UitnodigingForm
from .models import Gebruiker, Lidmaatschap, Logregel
from .permissions import Permission
from .toegang import PermissionMixin, vereist

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def demo(request):
    """Step into a role with one click. Exists only in demo mode, and only where all accounts are demo accounts."""
    if not settings.DEMO or Gebruiker.objects.filter(is_demo=False).exists():
        raise Http404
    if request.method == "POST":
        gebruiker = get_object_or_404(Gebruiker, email=request.POST.get("email", ""), is_demo=True, is_active=True)
        login(request, gebruiker, backend=BACKEND)
        return redirect("start")
    rollen = (
        Gebruiker.objects.filter(is_demo=True, is_active=True, lidmaatschappen__isnull=False)
        .distinct()
        .prefetch_related("lidmaatschappen__organisatie")
    )
    return render(request, "organisaties/demo.html", {"rollen": rollen})


class GebruikerLijst(PermissionMixin, ListView):
    permission = Permission.GEBRUIKERS_BEHEREN
    template_name = "organisaties/gebruikers.html"
    paginate_by = 50
    page_kwarg = "pagina"

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
    return render(request, "organisaties/gebruiker.html", {"account": account, "leden": leden, "form": form})


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
    pagina = Paginator(regels, 100).get_page(request.GET.get("pagina"))
    context = {"pagina": pagina, "handelingen": Logregel.Handeling.choices, "gekozen": request.GET.get("handeling", "")}
    return render(request, "organisaties/logboek.html", context)
