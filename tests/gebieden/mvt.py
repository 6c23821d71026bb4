"""Just enough of the Mapbox Vector Tile format to see what is in one (layer → list of properties)."""


def ontleed(tegel: bytes) -> dict[str, list[dict]]:
    return dict(_laag(inhoud) for veld, inhoud in _velden(tegel) if veld == 3)


def _laag(data: bytes):
    velden = list(_velden(data))
    naam = next(inhoud for veld, inhoud in velden if veld == 1).decode()
    sleutels = [inhoud.decode() for veld, inhoud in velden if veld == 3]
    waarden = [_waarde(inhoud) for veld, inhoud in velden if veld == 4]
    features = [_eigenschappen(inhoud, sleutels, waarden) for veld, inhoud in velden if veld == 2]
    return naam, features


def _eigenschappen(data: bytes, sleutels: list, waarden: list) -> dict:
    tags = next((list(_varints(inhoud)) for veld, inhoud in _velden(data) if veld == 2), [])
    return {sleutels[tags[i]]: waarden[tags[i + 1]] for i in range(0, len(tags), 2)}


def _waarde(data: bytes):
    veld, inhoud = next(_velden(data))
    return inhoud.decode() if veld == 1 else inhoud


def _velden(data: bytes):
    plek = 0
    while plek < len(data):
        sleutel, plek = _varint(data, plek)
        if sleutel & 7 == 2:
            lengte, plek = _varint(data, plek)
            yield sleutel >> 3, data[plek : plek + lengte]
            plek += lengte
        elif sleutel & 7 == 0:
            getal, plek = _varint(data, plek)
            yield sleutel >> 3, getal
        else:
            breedte = {1: 8, 5: 4}[sleutel & 7]
            yield sleutel >> 3, data[plek : plek + breedte]
            plek += breedte


def _varints(data: bytes):
    plek = 0
    while plek < len(data):
        getal, plek = _varint(data, plek)
        yield getal


def _varint(data: bytes, plek: int) -> tuple[int, int]:
    getal = schuif = 0
    while True:
        byte = data[plek]
        getal |= (byte & 127) << schuif
        plek, schuif = plek + 1, schuif + 7
        if byte < 128:
            return getal, plek
