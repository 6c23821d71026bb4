"""GET /api/v1/voorbeelden: what stands on the inspiratiekaart (NL API Design Rules)."""

import json

from django.core.paginator import Paginator
from drf_spectacular.utils import OpenApiExample, OpenApiParameter, extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.response import Response
from rest_framework.views import APIView

from kenniskaarten.kenmerken import Bouwvorm
from woonzorg.problem import ProblemSerializer

from .models import Eigendom, Omgeving, Voorbeeld, Zorg
from .selectors import als_geojson

PER_PAGINA, HOOGSTENS = 50, 200


class GemeenteSerializer(serializers.Serializer):
    code = serializers.CharField(help_text="GMxxxx")
    naam = serializers.CharField()


class PuntSerializer(serializers.Serializer):
    type = serializers.ChoiceField(choices=["Point"])
    coordinates = serializers.ListField(
        child=serializers.FloatField(), min_length=2, max_length=2, help_text="lengte, breedte (CRS84)"
    )


class VoorbeeldSerializer(serializers.Serializer):
    id = serializers.CharField(source="slug")
    naam = serializers.CharField(source="titel")
    samenvatting = serializers.CharField()
    plaats = serializers.CharField()
    gemeente = GemeenteSerializer()
    locatie = serializers.SerializerMethodField()
    woningen = serializers.IntegerField()
    woningtypen = serializers.ListField(child=serializers.CharField())
    bouwvorm = serializers.ChoiceField(choices=Bouwvorm.choices)
    eigendom = serializers.ChoiceField(choices=Eigendom.choices)
    omgeving = serializers.ChoiceField(choices=Omgeving.choices)
    zorg = serializers.ChoiceField(choices=Zorg.choices, help_text="de zwaarste zorg die er kan worden gegeven")
    inGebruikSinds = serializers.IntegerField(source="jaar", allow_null=True)
    samenWonen = serializers.CharField(
        source="mix_bewijs", help_text="waaruit blijkt dat mensen met en zonder zorgvraag er samen wonen"
    )
    visie = serializers.CharField(
        source="visie_bewijs", help_text="waaruit blijkt dat de visie op welzijn en gemeenschap wordt uitgevoerd"
    )
    bevestigdOp = serializers.DateField(source="bevestigd_op")
    rekenvoorbeeld = serializers.BooleanField(help_text="verzonnen plek")
    pagina = serializers.SerializerMethodField()

    @extend_schema_field(PuntSerializer)
    def get_locatie(self, voorbeeld) -> dict:
        return json.loads(voorbeeld.vorm)

    def get_pagina(self, voorbeeld) -> str:
        return self.context["request"].build_absolute_uri(voorbeeld.get_absolute_url())


class VoorbeeldenSerializer(serializers.Serializer):
    count = serializers.IntegerField(help_text="aantal voorbeelden bij deze vraag")
    next = serializers.URLField(allow_null=True)
    previous = serializers.URLField(allow_null=True)
    results = VoorbeeldSerializer(many=True)


class VoorbeeldenAPI(APIView):
    @extend_schema(
        operation_id="voorbeelden",
        summary="Voorbeelden van de inspiratiekaart",
        description=(
            "Plekken waar mensen met en zonder zorgvraag samen wonen en waar een visie op welzijn en gemeenschap wordt "
            "uitgevoerd, op naam. Als GeoJSON: /inspiratie/voorbeelden.geojson."
        ),
        parameters=[
            OpenApiParameter(
                "gemeente",
                str,
                description="Code van de gemeente.",
                examples=[OpenApiExample("Enschede", value="GM0153")],
            ),
            OpenApiParameter("provincie", str, description="Code van de provincie, zoals PV23."),
            OpenApiParameter("woningtype", str, description="nultreden, geclusterd of zorggeschikt."),
            OpenApiParameter("page", int, description="Vanaf 1."),
            OpenApiParameter("pageSize", int, description=f"Hoogstens {HOOGSTENS}; zonder {PER_PAGINA}."),
        ],
        responses={200: VoorbeeldenSerializer, 400: ProblemSerializer},
    )
    def get(self, request):
        vraag = VraagSerializer(data=request.query_params.dict())
        if onbekend := set(request.query_params) - set(vraag.fields):
            vraag.is_valid()
            raise ValidationError({**vraag.errors, **{naam: ["Onbekende parameter."] for naam in sorted(onbekend)}})
        vraag.is_valid(raise_exception=True)
        gegevens = vraag.validated_data
        rijen = Voorbeeld.objects.gepubliceerd().select_related("gemeente").filter(**vraag.als_filter())
        pagina = Paginator(rijen.annotate(vorm=als_geojson()), gegevens["pageSize"]).get_page(gegevens["page"])
        if pagina.number != gegevens["page"]:
            raise ValidationError({"page": [f"Er zijn {pagina.paginator.num_pages} pagina's."]})
        antwoord = {
            "count": pagina.paginator.count,
            "next": _url(request, pagina.next_page_number() if pagina.has_next() else None),
            "previous": _url(request, pagina.previous_page_number() if pagina.has_previous() else None),
            "results": VoorbeeldSerializer(pagina.object_list, many=True, context={"request": request}).data,
        }
        return Response(antwoord)


class VraagSerializer(serializers.Serializer):
    """The parameters, checked together so that all errors are told at once."""

    gemeente = serializers.RegexField(
        r"^GM[0-9]{4}\Z", required=False, error_messages={"invalid": "Een gemeentecode is GM met vier cijfers."}
    )
    provincie = serializers.RegexField(
        r"^PV[0-9]{2}\Z", required=False, error_messages={"invalid": "Een provinciecode is PV met twee cijfers."}
    )
    woningtype = serializers.RegexField(
        r"^(nultreden|geclusterd|zorggeschikt)\Z",
        required=False,
        error_messages={"invalid": "Kies uit: nultreden, geclusterd, zorggeschikt."},
    )
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

    def als_filter(self) -> dict:
        gegevens = self.validated_data
        velden = {"gemeente": "gemeente__code", "provincie": "gemeente__provincie"}
        uit = {velden[naam]: waarde for naam, waarde in gegevens.items() if naam in velden}
        return uit | ({"woningtypen__contains": [gegevens["woningtype"]]} if "woningtype" in gegevens else {})


def _url(request, pagina: int | None) -> str | None:
    if pagina is None:
        return None
    vraag = request.query_params.copy()
    vraag["page"] = str(pagina)
    return request.build_absolute_uri(f"{request.path}?{vraag.urlencode()}")
