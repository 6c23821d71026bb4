"""GET /api/v1/begrippen: what each field of a plan means, in camelCase (NL API Design Rules). Open to everyone."""

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.response import Response
from rest_framework.views import APIView

from woonzorg.problem import ProblemSerializer

from .definities import ONDERDELEN, definities

TYPEN = [
    "tekst", "getal", "ja_nee", "datum", "keuze", "keuzes", "jaren", "vlakken", "gemeente", "persoon", "plot",
]  # fmt: skip


class CodeSerializer(serializers.Serializer):
    code = serializers.CharField()
    naam = serializers.CharField()
    definitie = serializers.CharField(allow_blank=True, help_text="leeg: de naam zegt genoeg")
    groep = serializers.CharField(allow_blank=True, help_text="alleen bij de codelijst categorie")


class BegripSerializer(serializers.Serializer):
    onderdeel = serializers.ChoiceField(choices=list(ONDERDELEN))
    veld = serializers.CharField()
    naam = serializers.CharField()
    type = serializers.ChoiceField(choices=TYPEN)
    eenheid = serializers.CharField(allow_blank=True)
    definitie = serializers.CharField()
    bron = serializers.CharField()
    sindsVersie = serializers.CharField(source="sinds", help_text="versie van het portaal waarin het veld er kwam")
    openbaar = serializers.SerializerMethodField(help_text="false: alleen de eigen gemeente en provincie zien het")
    afgeleid = serializers.BooleanField(help_text="true: wordt berekend, nooit ingevuld")
    codelijst = serializers.CharField(allow_blank=True)
    codes = CodeSerializer(many=True)

    def get_openbaar(self, definitie) -> bool:
        return not definitie.intern


class BegrippenSerializer(serializers.Serializer):
    begrippen = BegripSerializer(many=True)


class BegrippenAPI(APIView):
    @extend_schema(
        operation_id="begrippen",
        summary="De velden van een plan",
        description="Wat elk veld betekent, met type, eenheid en codelijst. Dezelfde tekst staat bij het formulier.",
        responses={200: BegrippenSerializer, 400: ProblemSerializer},
    )
    def get(self, request):
        if request.query_params:
            raise ValidationError({naam: ["Onbekende parameter."] for naam in sorted(request.query_params)})
        return Response({"begrippen": BegripSerializer(definities(), many=True).data})
