from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from .models import Kennisstuk


@require_GET
def kennisstuk(request, slug: str):
    stuk = get_object_or_404(Kennisstuk.objects.for_user(request.user), slug=slug)
    return render(request, "kaarten/kennisstuk.html", {"stuk": stuk})
