// PDOK from the browser: addresses, cadastral parcels and buildings. Every call may fail; who calls says so in one
// sentence and goes on without.

const ADRES = "https://api.pdok.nl/bzk/locatieserver/search/v3_1";
const VLAKKEN = {
  perceel: "https://api.pdok.nl/kadaster/brk-kadastrale-kaart/ogc/v1/collections/perceel/items",
  pand: "https://api.pdok.nl/kadaster/bag/ogc/v2/collections/pand/items",
};
const WACHT = 8000;
// Degrees around the point that is asked for: enough neighbours to draw against, one small answer.
const OM_HEEN = [0.0009, 0.00055];

async function haal(adres, vragen) {
  const url = `${adres}?${new URLSearchParams(vragen)}`;
  const antwoord = await fetch(url, { signal: AbortSignal.timeout(WACHT), credentials: "omit" });
  if (!antwoord.ok) throw new Error(String(antwoord.status));
  return antwoord.json();
}

/** [{id, naam}] for what was typed. */
export async function zoekAdres(tekst) {
  const { response } = await haal(`${ADRES}/suggest`, { q: tekst, rows: 8 });
  return response.docs.map(({ id, weergavenaam }) => ({ id: String(id), naam: String(weergavenaam) }));
}

/** [lon, lat] of an address that `zoekAdres` gave. */
export async function plekVanAdres(id) {
  const { response } = await haal(`${ADRES}/lookup`, { id, fl: "id,weergavenaam,centroide_ll" });
  const [, lon, lat] = /POINT\(([-\d.]+) ([-\d.]+)\)/.exec(response.docs[0].centroide_ll);
  return [Number(lon), Number(lat)];
}

/** GeoJSON of the parcels ('perceel') or buildings ('pand') around [lon, lat]. */
export function vlakkenBij(soort, [lon, lat]) {
  const bbox = [lon - OM_HEEN[0], lat - OM_HEEN[1], lon + OM_HEEN[0], lat + OM_HEEN[1]];
  return haal(VLAKKEN[soort], { f: "json", limit: 200, bbox: bbox.map((g) => g.toFixed(6)).join(",") });
}
