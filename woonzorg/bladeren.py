"""A list of the API in pages: its parameters, what is wrong with them, and the answer (NL API Design Rules)."""

from collections.abc import Callable, Iterable

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from drf_spectacular.utils import OpenApiParameter
from rest_framework import serializers
from rest_framework.exceptions import ValidationError

PER_PAGINA, HOOGSTENS = 50, 200
PARAMETERS = [
    OpenApiParameter("page", int, description="Vanaf 1."),
    OpenApiParameter("pageSize", int, description=f"Hoogstens {HOOGSTENS}; zonder {PER_PAGINA}."),
]


class Paginavraag(serializers.Serializer):
    """The parameters of a list, checked together so that all errors are told at once."""

    page = serializers.IntegerField(
        default=1, min_value=1, error_messages={"invalid": "Geef een heel getal.", "min_value": "Vanaf 1."}
    )
    pageSize = serializers.IntegerField(
        default=PER_PAGINA,
        min_value=1,
        max_value=HOOGSTENS,
        error_messages={
            "invalid": "Geef een heel getal.",
            "min_value": "Vanaf 1.",
            "max_value": f"Hoogstens {HOOGSTENS}.",
        },
    )

    @classmethod
    def lees(cls, request) -> "Paginavraag":
        """What is asked, valid; ValidationError names every parameter that is not, the unknown ones too."""
        vraag = cls(data=request.query_params.dict())
        if onbekend := set(request.query_params) - set(vraag.fields):
            vraag.is_valid()
            raise ValidationError({**vraag.errors, **{naam: ["Onbekende parameter."] for naam in sorted(onbekend)}})
        vraag.is_valid(raise_exception=True)
        return vraag

    def blader(self, request, rijen: QuerySet, maak: Callable[[list], Iterable]) -> dict:
        """The page that is asked, as the answer; `maak` turns its rows into results. ValidationError past the last."""
        gevraagd = self.validated_data["page"]
        pagina = Paginator(rijen, self.validated_data["pageSize"]).get_page(gevraagd)
        if pagina.number != gevraagd:
            raise ValidationError({"page": [f"Er zijn {pagina.paginator.num_pages} pagina's."]})
        return {
            "count": pagina.paginator.count,
            "next": _url(request, pagina, 1) if pagina.has_next() else None,
            "previous": _url(request, pagina, -1) if pagina.has_previous() else None,
            "results": maak(list(pagina.object_list)),
        }


def _url(request, pagina: Page, stap: int) -> str:
    vraag = request.query_params.copy()
    vraag["page"] = str(pagina.number + stap)
    return request.build_absolute_uri(f"{request.path}?{vraag.urlencode()}")
