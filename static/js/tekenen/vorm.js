// Shapes without a map: corners as text, areas, crossings. A place is the coordinates of a GeoJSON MultiPolygon:
// polygons of closed rings of [lon, lat]. The rules are those of programmering/plannen/plek.py.
import { naarRd, vanRd } from "./rd.js";

const RD_VAK = [-70_000, 280_000, 310_000, 900_000];
const GRADEN = [2, 50.2, 7.8, 56];
const VOORBEELD = "geef twee getallen, bijvoorbeeld 258000, 471500 (RD) of 52.2215, 6.8937 (breedte, lengte).";
const BUITEN = "de coördinaten liggen buiten Nederland (assen verwisseld?).";
// Comparing each side with each other side; beyond this the server alone looks.
const MAX_ZIJDEN = 1500;
const MAX_IN_TEKST = 5000;

const binnen = (x, y, [west, zuid, oost, noord]) => x >= west && x <= oost && y >= zuid && y <= noord;
// About a millimetre; also what makes two shapes from different sources comparable as text.
export const afgerond = ([lon, lat]) => [Number(lon.toFixed(8)), Number(lat.toFixed(8))];

function paar(regel) {
  let delen = regel.replaceAll(";", " ").replaceAll(", ", " ").trim().split(/\s+/);
  if (delen.length === 1) delen = delen[0].split(",");
  const getallen = delen.map((deel) => Number(deel.replace(",", ".") || NaN));
  return getallen.length === 2 && getallen.every(Number.isFinite) ? getallen : null;
}

function hoek(nummer, regel) {
  const getallen = paar(regel);
  if (!getallen) throw new Error(`Regel ${nummer}: ${VOORBEELD}`);
  const [een, twee] = getallen;
  if (binnen(een, twee, RD_VAK)) return { rd: true, punt: afgerond(vanRd(getallen)) };
  if (binnen(twee, een, GRADEN)) return { rd: false, punt: afgerond([twee, een]) };
  throw new Error(`Regel ${nummer}: ${BUITEN}`);
}

/** Text with corners to a place; [] for empty text. Throws an Error whose message is for the reader. */
export function leesHoekpunten(tekst) {
  const blokken = [];
  let open = false;
  tekst.split("\n").forEach((regel, i) => {
    const inhoud = regel.trim().replace(/:+$/, "").toLowerCase();
    if (!inhoud || inhoud === "gat") {
      open = inhoud === "gat";
      if (open) blokken.push({ regel: i + 1, gat: true, hoeken: [] });
      return;
    }
    if (!open) blokken.push({ regel: i + 1, gat: false, hoeken: [] });
    open = true;
    blokken.at(-1).hoeken.push(hoek(i + 1, regel));
  });
  const plek = [];
  const stelsels = new Set();
  for (const { regel, gat, hoeken } of blokken) {
    const ring = hoeken.map(({ punt }) => punt);
    for (const { rd } of hoeken) stelsels.add(rd);
    if (new Set(ring.map(String)).size < 3) {
      throw new Error(`Een vlak heeft minstens drie hoeken; het vlak vanaf regel ${regel} heeft er minder.`);
    }
    if (String(ring[0]) !== String(ring.at(-1))) ring.push(ring[0]);
    if (gat && !plek.length) throw new Error("Een gat hoort bij een vlak. Zet het vlak erboven.");
    if (gat) plek.at(-1).push(ring);
    else plek.push([ring]);
  }
  if (stelsels.size > 1) throw new Error("Gebruik één soort coördinaten: alles in RD, of alles in breedte en lengte.");
  return plek;
}

/** A place as text in RD, to the centimetre; '' with very many corners. */
export function schrijfHoekpunten(plek) {
  if (plek.flat(2).length > MAX_IN_TEKST) return "";
  const regel = (punt) => naarRd(punt).map((getal) => getal.toFixed(2)).join(", ");
  return plek
    .flatMap((vlak) => vlak.map((ring, i) => [...(i ? ["gat"] : []), ...ring.slice(0, -1).map(regel)].join("\n")))
    .join("\n\n");
}

/** GeoJSON of any kind to a place; what is no polygon is left out. */
export function vanGeojson(data) {
  if (!data) return [];
  if (data.type === "FeatureCollection") return data.features.flatMap(vanGeojson);
  if (data.type === "Feature") return vanGeojson(data.geometry);
  if (data.type === "GeometryCollection") return data.geometries.flatMap(vanGeojson);
  const vlakken = { Polygon: [data.coordinates], MultiPolygon: data.coordinates }[data.type] ?? [];
  return vlakken.map((vlak) => vlak.map((ring) => ring.map(afgerond)));
}

export const alsGeojson = (plek) => JSON.stringify({ type: "MultiPolygon", coordinates: plek });

function ringOppervlakte(ring) {
  const [[x0, y0]] = ring;
  let dubbel = 0;
  // From the first corner: with whole RD coordinates the products would eat the decimals.
  for (let i = 0; i < ring.length - 1; i += 1) {
    dubbel += (ring[i][0] - x0) * (ring[i + 1][1] - y0) - (ring[i + 1][0] - x0) * (ring[i][1] - y0);
  }
  return Math.abs(dubbel) / 2;
}

/** m² in RD; holes off. Ground under two polygons counts twice here; the server says it once. */
export function oppervlakte(plek) {
  const van = (ring) => ringOppervlakte(ring.map(naarRd));
  return plek.reduce((som, [buiten, ...gaten]) => som + van(buiten) - gaten.reduce((s, gat) => s + van(gat), 0), 0);
}

function snijpunt([a, b], [c, d]) {
  const r = [b[0] - a[0], b[1] - a[1]];
  const s = [d[0] - c[0], d[1] - c[1]];
  const noemer = r[0] * s[1] - r[1] * s[0];
  if (!noemer) return null;
  const t = ((c[0] - a[0]) * s[1] - (c[1] - a[1]) * s[0]) / noemer;
  const u = ((c[0] - a[0]) * r[1] - (c[1] - a[1]) * r[0]) / noemer;
  return t > 0 && t < 1 && u > 0 && u < 1 ? [a[0] + t * r[0], a[1] + t * r[1]] : null;
}

/** Where the outline of a polygon first crosses itself, as [lon, lat]; null when it does not. */
export function kruising(plek) {
  for (const vlak of plek) {
    const zijden = vlak.flatMap((ring) => ring.slice(0, -1).map((punt, i) => [punt, ring[i + 1]]));
    if (zijden.length > MAX_ZIJDEN) continue;
    for (let i = 0; i < zijden.length; i += 1) {
      for (let j = i + 1; j < zijden.length; j += 1) {
        const punt = snijpunt(zijden[i], zijden[j]);
        if (punt) return punt;
      }
    }
  }
  return null;
}

function inRing([x, y], ring) {
  let erin = false;
  for (let i = 0; i < ring.length - 1; i += 1) {
    const [[xi, yi], [xj, yj]] = [ring[i], ring[i + 1]];
    if (yi > y !== yj > y && x < ((xj - xi) * (y - yi)) / (yj - yi) + xi) erin = !erin;
  }
  return erin;
}

/** Whether [lon, lat] lies in the polygon, and not in one of its holes. */
export function bevat([buiten, ...gaten], punt) {
  return inRing(punt, buiten) && !gaten.some((gat) => inRing(punt, gat));
}
