// Says beside each row and each group what they come to, and what does not add up.

import { groepstand, leesGetal, NIEUWBOUW, rijfouten } from "./som.js";

const HOOGSTENS = 3;
const toonGetal = (n) => (n ? n.toLocaleString("nl-NL") : "");

function leesRij(rooster, groep, categorie) {
  const basis = `${groep}-${categorie}-`;
  const rij = { gepland: 0, gerealiseerd: 0, corporatie: 0, rest: {}, perJaar: {}, velden: {} };
  for (const veld of rooster.perRij.get(basis) ?? []) {
    const kolom = veld.name.slice(2 + basis.length);
    const waarde = leesGetal(veld.value);
    const gerealiseerd = veld.name.startsWith("g-");
    rij.velden[gerealiseerd ? `g-${kolom}` : kolom] = veld;
    if (gerealiseerd) rij.perJaar[kolom] = waarde;
    else if (kolom in rij && kolom !== "rest") rij[kolom] = waarde;
    else rij.rest[kolom] = waarde;
  }
  return rij;
}

function markeer(veld, fout) {
  if (!veld) return;
  if (fout) veld.setAttribute("aria-invalid", "true");
  else veld.removeAttribute("aria-invalid");
}

// Only what changed is written: a status region that is filled again is read out again.
function schrijf(plek, tekst, klasse) {
  if (!plek) return;
  if (plek.textContent !== tekst) plek.textContent = tekst;
  plek.classList.toggle("rooster__stand--fout", klasse === "fout");
}

// On a phone all of a row but its total is folded away: then this says what is in there.
function jarenInWoorden({ rest, gepland, gerealiseerd, corporatie }) {
  const jaren = Object.entries(rest)
    .filter(([, n]) => n)
    .map(([jaar, n]) => `${jaar === "onbekend" ? "jaar onbekend" : jaar}: ${toonGetal(n)}`);
  const delen = jaren.length || !(gepland - gerealiseerd) ? jaren : ["nog geen jaren"];
  if (gerealiseerd) delen.unshift(`gerealiseerd ${toonGetal(gerealiseerd)}`);
  if (corporatie) delen.push(`corporatie ${toonGetal(corporatie)}`);
  return delen.join(" · ");
}

function toonRij(rij, tr) {
  const fouten = rijfouten(rij);
  for (const veld of Object.values(rij.velden)) markeer(veld, false);
  for (const { kolommen, jaren } of fouten) {
    for (const kolom of kolommen) markeer(rij.velden[kolom], true);
    for (const jaar of jaren) markeer(rij.velden[`g-${jaar}`], true);
  }
  const rest = (rij.gepland ?? 0) - (rij.gerealiseerd ?? 0);
  const iets = rij.gepland || rij.gerealiseerd;
  schrijf(tr.querySelector("[data-rest]"), iets ? rest.toLocaleString("nl-NL") : "");
  schrijf(tr.querySelector("[data-verschil]"), fouten[0] ? fouten[0].tekst : "");
  schrijf(tr.querySelector("[data-jaren]"), jarenInWoorden(rij));
  tr.classList.toggle("rooster__rij--fout", fouten.length > 0);
}

function regelVoor(fouten) {
  const delen = fouten.slice(0, HOOGSTENS).map(({ tekst }) => tekst);
  if (fouten.length > HOOGSTENS) delen.push(`en nog ${fouten.length - HOOGSTENS}`);
  return `Klopt niet: ${delen.join(", ")}`;
}

function toonSamen(tbody, { samen, fouten }) {
  const anders = new Set(fouten.map(({ kolom }) => kolom));
  for (const td of tbody.querySelectorAll("[data-som]")) {
    schrijf(td, toonGetal(samen[td.dataset.som]));
    td.classList.toggle("rooster__anders", anders.has(td.dataset.som));
  }
}

function toonGroep(rooster, tbody, rijen, nieuwbouw) {
  const groep = tbody.dataset.groep;
  const stand = groepstand(rijen, nieuwbouw);
  toonSamen(tbody, stand);
  const plekken = rooster.vak.querySelectorAll(`[data-groep="${groep}"] [data-stand]`);
  for (const [plek, lijst] of [[plekken[0], stand.fouten], [plekken[1], stand.foutenPerJaar]]) {
    if (stand.leeg) schrijf(plek, "");
    else if (lijst.length) schrijf(plek, regelVoor(lijst), "fout");
    else schrijf(plek, "Klopt met nieuwbouw");
  }
}

/** For the grid of a plan; a grid without groups has nothing to add up. */
export function toon(rooster) {
  const perGroep = new Map();
  for (const tbody of rooster.vak.querySelectorAll('[data-rooster-tabel="r"] [data-groep]')) {
    const rijen = [...tbody.querySelectorAll("[data-rij]")].map((tr) => {
      const rij = leesRij(rooster, tbody.dataset.groep, tr.dataset.rij);
      toonRij(rij, tr);
      return rij;
    });
    perGroep.set(tbody, rijen);
  }
  const nieuwbouw = [...perGroep].find(([tbody]) => tbody.dataset.groep === NIEUWBOUW)?.[1] ?? [];
  for (const [tbody, rijen] of perGroep) {
    if ("teltOp" in tbody.dataset) toonGroep(rooster, tbody, rijen, nieuwbouw);
  }
}
