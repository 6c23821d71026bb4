// The year grid: says while typing what does not add up, moves with the arrow keys, takes a block from Excel.
import { groepstand, leesGetal, NIEUWBOUW, rijfouten, SLOOP } from "./rooster/som.js";

const HOOGSTENS = 3;

function leesRij(rooster, groep, categorie) {
  const basis = `${groep}-${categorie}-`;
  const rij = { gepland: 0, gerealiseerd: 0, corporatie: 0, rest: {}, perJaar: {}, velden: {} };
  for (const veld of rooster.velden.filter(({ name }) => name.slice(2).startsWith(basis))) {
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
  tr.classList.toggle("rooster__rij--fout", fouten.length > 0);
}

function regelVoor(fouten) {
  const delen = fouten.slice(0, HOOGSTENS).map(({ tekst }) => tekst);
  if (fouten.length > HOOGSTENS) delen.push(`en nog ${fouten.length - HOOGSTENS}`);
  return `Klopt niet: ${delen.join(", ")}`;
}

function toonGroep(rooster, groep, rijen, nieuwbouw) {
  if (groep === NIEUWBOUW || groep === SLOOP) return;
  const { leeg, fouten, foutenPerJaar } = groepstand(rijen, nieuwbouw);
  const plekken = rooster.vak.querySelectorAll(`[data-groep="${groep}"] [data-stand]`);
  for (const [plek, lijst] of [[plekken[0], fouten], [plekken[1], foutenPerJaar]]) {
    if (leeg) schrijf(plek, "");
    else if (lijst.length) schrijf(plek, regelVoor(lijst), "fout");
    else schrijf(plek, "Klopt met nieuwbouw");
  }
}

function controleer(rooster) {
  const perGroep = new Map();
  for (const tbody of rooster.vak.querySelectorAll('[data-rooster-tabel="r"] [data-groep]')) {
    const groep = tbody.dataset.groep;
    const rijen = [];
    for (const tr of tbody.querySelectorAll("[data-rij]")) {
      const rij = leesRij(rooster, groep, tr.dataset.rij);
      toonRij(rij, tr);
      rijen.push(rij);
    }
    perGroep.set(groep, rijen);
  }
  const nieuwbouw = perGroep.get(NIEUWBOUW) ?? [];
  for (const [groep, rijen] of perGroep) toonGroep(rooster, groep, rijen, nieuwbouw);
}

/** Rows of cells of one table, in the order of the screen; a column without a field stays a hole. */
function raster(tabel) {
  return [...tabel.querySelectorAll("[data-rij]")].map((tr) =>
    [...tr.querySelectorAll("td")].map((td) => td.querySelector("input")),
  );
}

function waar(cellen, veld) {
  for (let r = 0; r < cellen.length; r += 1) {
    const k = cellen[r].indexOf(veld);
    if (k >= 0) return [r, k];
  }
  return null;
}

const RICHTING = { ArrowUp: [-1, 0], ArrowDown: [1, 0], Enter: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

function beweeg(gebeurtenis, tabel) {
  const veld = gebeurtenis.target;
  const stap = RICHTING[gebeurtenis.key];
  if (!stap || gebeurtenis.altKey || gebeurtenis.ctrlKey || gebeurtenis.metaKey || gebeurtenis.shiftKey) return;
  const geheel = veld.selectionStart === 0 && veld.selectionEnd === veld.value.length;
  // Sideways the arrow first moves within the number.
  if (gebeurtenis.key === "ArrowLeft" && veld.selectionEnd > 0 && !geheel) return;
  if (gebeurtenis.key === "ArrowRight" && veld.selectionStart < veld.value.length && !geheel) return;
  const cellen = raster(tabel);
  let [r, k] = waar(cellen, veld) ?? [];
  if (r === undefined) return;
  gebeurtenis.preventDefault();
  for (;;) {
    r += stap[0];
    k += stap[1];
    if (r < 0 || r >= cellen.length || k < 0 || k >= cellen[r].length) return;
    if (cellen[r][k]) break;
  }
  cellen[r][k].focus();
  cellen[r][k].select();
}

function plak(gebeurtenis, tabel) {
  const tekst = gebeurtenis.clipboardData?.getData("text/plain") ?? "";
  if (!/[\t\n]/.test(tekst.trimEnd())) return;
  const cellen = raster(tabel);
  const begin = waar(cellen, gebeurtenis.target);
  if (!begin) return;
  gebeurtenis.preventDefault();
  tekst.trimEnd().split(/\r?\n/).forEach((regel, r) => {
    regel.split("\t").forEach((waarde, k) => {
      const veld = cellen[begin[0] + r]?.[begin[1] + k];
      if (veld) veld.value = waarde.trim();
    });
  });
  gebeurtenis.target.dispatchEvent(new Event("input", { bubbles: true }));
}

function begin(vak) {
  const rooster = { vak, velden: [...vak.querySelectorAll("input.rooster__cel")] };
  for (const fout of vak.querySelectorAll("[data-serverfout], [data-serverfouten]")) fout.hidden = true;
  for (const tabel of vak.querySelectorAll("[data-rooster-tabel]")) {
    tabel.addEventListener("keydown", (gebeurtenis) => {
      if (gebeurtenis.target.matches("input")) beweeg(gebeurtenis, tabel);
    });
    tabel.addEventListener("paste", (gebeurtenis) => {
      if (gebeurtenis.target.matches("input")) plak(gebeurtenis, tabel);
    });
  }
  vak.addEventListener("focusin", ({ target }) => {
    if (target.matches("input.rooster__cel")) target.select();
  });
  vak.addEventListener("input", () => controleer(rooster));
  controleer(rooster);
}

for (const vak of document.querySelectorAll("[data-rooster]")) begin(vak);
