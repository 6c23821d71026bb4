// The sum rules of the year grid, on plain objects. The server has the same rules (plannen/regels.py) and the last
// word; a test holds the two against each other.

export const NIEUWBOUW = "nieuwbouw";

/** '1.234' is 1234, empty is 0, null for what is no whole number of zero or more. */
export function leesGetal(tekst) {
  const kaal = tekst.trim().replace(/[ \u00a0\u202f]/g, "");
  if (!/^(\d*|\d{1,3}(\.\d{3})+)$/.test(kaal)) return null;
  const cijfers = kaal.replaceAll(".", "");
  return cijfers.length <= 6 ? Number(cijfers) : null;
}

export const te = (verschil) => `${Math.abs(verschil).toLocaleString("nl-NL")} te ${verschil > 0 ? "veel" : "weinig"}`;

const som = (waarden) => Object.values(waarden).reduce((tot, n) => tot + (n ?? 0), 0);

/** What is wrong with one row: [{kolommen, jaren, tekst}]. Numbers that cannot be read are null. */
export function rijfouten({ gepland, gerealiseerd, corporatie, rest, perJaar }) {
  const cellen = { gepland, gerealiseerd, corporatie, ...rest };
  const onleesbaar = Object.keys(cellen).filter((kolom) => cellen[kolom] === null);
  const onleesbaarPerJaar = Object.keys(perJaar).filter((jaar) => perJaar[jaar] === null);
  if (onleesbaar.length || onleesbaarPerJaar.length) {
    return [{ kolommen: onleesbaar, jaren: onleesbaarPerJaar, tekst: "geen heel getal" }];
  }
  if (gerealiseerd > gepland) return [{ kolommen: ["gerealiseerd"], jaren: [], tekst: "meer gerealiseerd dan gepland" }];
  const fouten = [];
  const verschil = som(rest) - (gepland - gerealiseerd);
  if (verschil) fouten.push({ kolommen: [], jaren: [], tekst: `jaren: ${te(verschil)}` });
  const teVeel = som(perJaar) - gerealiseerd;
  if (teVeel > 0) fouten.push({ kolommen: [], jaren: Object.keys(perJaar), tekst: `gerealiseerd per jaar: ${te(teVeel)}` });
  if (corporatie > gepland) fouten.push({ kolommen: ["corporatie"], jaren: [], tekst: "meer corporatie dan gepland" });
  return fouten;
}

/** Column totals of a group: {gepland, gerealiseerd, '2027': …, onbekend}. */
export function totalen(rijen) {
  const uit = {};
  const tel = (kolom, n) => {
    uit[kolom] = (uit[kolom] ?? 0) + (n ?? 0);
  };
  for (const { gepland, gerealiseerd, rest } of rijen) {
    tel("gepland", gepland);
    tel("gerealiseerd", gerealiseerd);
    for (const [jaar, n] of Object.entries(rest)) tel(jaar, n);
  }
  return uit;
}

function perJaarTotalen(rijen) {
  const uit = {};
  for (const { perJaar } of rijen) {
    for (const [jaar, n] of Object.entries(perJaar)) uit[jaar] = (uit[jaar] ?? 0) + (n ?? 0);
  }
  return uit;
}

const leeg = (rijen) => rijen.every((rij) => !rij.gepland && !rij.gerealiseerd && !som(rij.rest) && !som(rij.perJaar));

const WOORD = { gepland: "in totaal gepland", gerealiseerd: "in gerealiseerd", onbekend: "in jaar onbekend" };

function verschillen(eigen, ander) {
  return Object.keys(ander)
    .filter((kolom) => eigen[kolom] !== ander[kolom])
    .map((kolom) => ({ kolom, tekst: `${te(eigen[kolom] - ander[kolom])} ${WOORD[kolom] ?? `in ${kolom}`}` }));
}

/** How a group compares with nieuwbouw. `leeg`: nothing typed, so nothing to compare; it follows nieuwbouw. */
export function groepstand(rijen, nieuwbouw) {
  const samen = totalen(rijen);
  if (leeg(rijen)) return { leeg: true, samen, fouten: [], foutenPerJaar: [] };
  return {
    leeg: false,
    samen,
    fouten: verschillen(samen, totalen(nieuwbouw)),
    foutenPerJaar: verschillen(perJaarTotalen(rijen), perJaarTotalen(nieuwbouw)),
  };
}
