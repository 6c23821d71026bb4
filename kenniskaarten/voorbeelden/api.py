"""GET /api/v1/voorbeelden: what stands on the inspiratiekaart (NL API Design Rules)."""

import json

from drf_spectacular.utils import OpenApiExample, OpenApiParameter, extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.response import Response
from rest_framework.views import APIView

from kenniskaarten.kenmerken import Bouwvorm
from woonzorg.bladeren import PARAMETERS, Paginavraag
from woonzorg.problem import ProblemSerializer

from .models import Eigendom, Omgeving, Voorbeeld, Zorg
from .selectors import als_geojson


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
            *PARAMETERS,
        ],
        responses={200: VoorbeeldenSerializer, 400: ProblemSerializer},
    )
    def get(self, request):
        vraag = VraagSerializer.lees(request)
        rijen = Voorbeeld.objects.gepubliceerd().select_related("gemeente").filter(**vraag.als_filter())
        return Response(vraag.blader(request, rijen.annotate(vorm=als_geojson()), self._als_json))

    def _als_json(self, rijen: list[Voorbeeld]):
        return VoorbeeldSerializer(rijen, many=True, context={"request": self.request}).data


class VraagSerializer(Paginavraag):
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

    def als_filter(self) -> dict:
        gegevens = self.validated_data
        velden = {"gemeente": "gemeente__code", "provincie": "gemeente__provincie"}
        uit = {velden[naam]: waarde for naam, waarde in gegevens.items() if naam in velden}
        return uit | ({"woningtypen__contains": [gegevens["woningtype"]]} if "woningtype" in gegevens else {})
