// The screen of a workshop. One state from the server, what waits to be sent laid over it, and everything drawn anew
// from the two: nothing on the page is the only place where something is known.
import { maakBeeld } from "./workshop/beeld.js";
import { el, getal, lijst } from "./workshop/dom.js";
import { Kaart } from "./workshop/kaart.js";
import { maakLijsten } from "./workshop/lijsten.js";
import { Vensters } from "./workshop/vensters.js";
import { Verbinding } from "./workshop/verbinding.js";
import { Wachtrij } from "./workshop/wachtrij.js";

const STAPPEN = ["opgave", "zoeken", "wegen", "kiezen", "bellen"];
const MET_KAART = new Set(["zoeken", "wegen", "kiezen"]);
const zoek = (css) => document.querySelector(css);
const alle = (css) => [...document.querySelectorAll(css)];

const config = JSON.parse(document.getElementById("workshop-config").textContent);
const leider = config.rol === "leider";
let staat = config.stand;
let beeld = null;
let toestand = "goed";
let aangewezen = null;
const bewaardeStap = `${config.sleutel}:stap`;
let eigenStap = leider ? null : lees(bewaardeStap);

function lees(naam) {
  try {
    return JSON.parse(localStorage.getItem(naam));
  } catch {
    return null;
  }
}

function onthoud(naam, waarde) {
  try {
    localStorage.setItem(naam, JSON.stringify(waarde));
  } catch {
    // Then the screen begins at the step of the group.
  }
}

function neem(nieuw) {
  if (nieuw.versie < staat.versie) return;
  const vorige = staat.gedeeld.stap;
  staat = nieuw;
  if (nieuw.gedeeld.stap !== vorige && !leider) {
    // The group moves on, and this screen with it. An open dialog stays open; a reason half typed is sent.
    if (document.activeElement?.matches(".ws-waarom")) document.activeElement.blur();
    if (eigenStap?.groep === vorige) eigenStap = null;
    onthoud(bewaardeStap, eigenStap);
  }
  teken();
}

const wachtrij = new Wachtrij(config.sleutel, {
  post: (item) => verbinding.post(item),
  bijStand: neem,
  bijWijziging: () => teken(),
});
const verbinding = new Verbinding(config, {
  versie: () => staat.versie,
  bijStand: neem,
  bijAanwezig(aanwezig) {
    staat.eigen.aanwezig = aanwezig;
    teken();
  },
  bijToestand(nieuw) {
    const terug = toestand === "weg" && nieuw === "goed";
    if (toestand === "voorbij" || toestand === nieuw) return;
    toestand = nieuw;
    if (terug) wachtrij.stuur();
    teken();
  },
});

const doe = (soort, data, opties) => wachtrij.zet(soort, data, opties);
const vensters = new Vensters((soort, data, sleutel) => {
  const gezet = doe(soort, data, { sleutel });
  if (soort === "plek") {
    kaart.wis();
    tekenmodus(false);
    wijsAan(gezet, false);
  }
});

const dicht = () => beeld.status !== "open" && !(leider && beeld.status === "voorbereiding");
// The step that this screen shows: of the group, or for a participant the one that was chosen here.
const toonStap = () => eigenStap?.hier ?? staat.gedeeld.stap;

const lijsten = maakLijsten({
  config,
  leider,
  dicht,
  ik: () => beeld.ik,
  deel: toonStap,
  doe,
  weeg: (plek, criterium, score, reden) => doe("wegen", { plek, criterium, score, reden }, { over: `w-${plek}-${criterium}` }),
  open: (naam, waarden) => vensters.toon(naam, waarden),
  wijzig: (p) => vensters.toon("plek", { ...p.aantallen, naam: p.naam, jaar: p.jaar ?? "", reden: p.reden, coordinaten: "", hoekpunten: "" }, { soort: "plek_wijzigen", plek: p.id }),
  toonPlek: (id, naarKaart = true) => wijsAan(id, naarKaart),
});

const kaart = new Kaart(zoek("[data-kaart]"), config, {
  opPlek(id) {
    wijsAan(id, false);
    const regel = zoek(`[data-deel]:not([hidden]) [data-sleutel="${CSS.escape(id)}"]`);
    const vak = regel?.querySelector("details");
    if (vak) vak.open = true;
    regel?.scrollIntoView({ block: "nearest" });
    regel?.querySelector("button, summary")?.focus({ preventScroll: true });
  },
  opHoeken(n) {
    zoek("[data-hoeken]").textContent = n < 3 ? `${n} ${n === 1 ? "hoek" : "hoeken"}. Tik de hoeken van het vlak aan.` : `${n} hoeken.`;
    zoek('[data-knop="teken-klaar"]').disabled = n < 3;
    zoek('[data-knop="teken-terug"]').disabled = n < 1;
  },
  zeg(tekst) {
    zoek("[data-kaart-melding]").prepend(el("span", {}, `${tekst} `));
  },
});

function wijsAan(id, naarKaart) {
  aangewezen = id;
  const plek = beeld.plekken.find((p) => p.id === id);
  if (naarKaart && plek) kaart.naar(plek);
  teken();
}

let tekent = false;
function tekenmodus(aan) {
  tekent = aan;
  if (aan) kaart.begin();
  else kaart.wis();
  teken();
}

function stapNaar(stap) {
  if (leider) {
    doe("stap", { stap }, { over: "stap" });
    return;
  }
  eigenStap = stap === staat.gedeeld.stap ? null : { hier: stap, groep: staat.gedeeld.stap };
  onthoud(bewaardeStap, eigenStap);
  teken();
  zoek("[data-paneel]").scrollTop = 0;
}

const KNOPPEN = {
  plek: () => vensters.toon("plek", { coordinaten: kaart.hier, hoekpunten: "" }),
  "plek-zonder-kaart": () => vensters.toon("plek", { coordinaten: "", hoekpunten: "" }),
  bod: () => vensters.toon("bod", { plek: aangewezen ?? "" }),
  vraag: () => vensters.toon("vraag"),
  bellen: () => vensters.toon("bellen"),
  teken: () => tekenmodus(true),
  "teken-klaar": () => vensters.toon("plek", { coordinaten: "", hoekpunten: kaart.hoekenTekst }),
  "teken-midden": () => kaart.hoekMidden(),
  "teken-terug": () => kaart.hoekTerug(),
  "teken-stop": () => tekenmodus(false),
  meegaan() {
    eigenStap = null;
    onthoud(bewaardeStap, null);
    teken();
  },
  vorige: () => stapNaar(STAPPEN[STAPPEN.indexOf(staat.gedeeld.stap) - 1]),
  volgende: () => stapNaar(STAPPEN[STAPPEN.indexOf(staat.gedeeld.stap) + 1]),
  openen: () => doe("status", { status: "open" }),
  sluiten: () => doe("status", { status: "gesloten" }),
  code: () => zoek("#venster-code").showModal(),
  tafel: () => zoek("#venster-tafel").showModal(),
};

for (const knop of alle("[data-knop]")) knop.addEventListener("click", () => KNOPPEN[knop.dataset.knop]());
for (const knop of alle("[data-naar]")) knop.addEventListener("click", () => stapNaar(knop.dataset.naar));

// Drawing

function tekst(css, waarde) {
  for (const plek of alle(css)) if (plek.textContent !== waarde) plek.textContent = waarde;
}

function tekenKop(stap) {
  const nummer = STAPPEN.indexOf(beeld.stap) + 1;
  const naam = zoek(`[data-deel="${beeld.stap}"] .ws-deel__kop`).textContent;
  const toestanden = { voorbereiding: "Nog niet geopend", gesloten: "Gesloten" };
  tekst("[data-stapregel]", toestanden[beeld.status] ?? `Stap ${nummer} van 5: ${naam}`);
  for (const knop of alle("[data-naar]")) {
    const plaats = STAPPEN.indexOf(knop.dataset.naar) + 1;
    knop.toggleAttribute("aria-current", false);
    if (knop.dataset.naar === stap) knop.setAttribute("aria-current", "step");
    knop.disabled = leider ? beeld.status === "gesloten" : beeld.status === "open" && plaats > nummer;
    knop.toggleAttribute("data-groep", knop.dataset.naar === beeld.stap);
  }
  const mee = zoek("[data-meegaan]");
  mee.hidden = leider || stap === beeld.stap || beeld.status !== "open";
  if (!mee.hidden) tekst("[data-meegaan-tekst]", `De groep is bij stap ${nummer}: ${naam}.`);
  for (const [css, plaats] of [['[data-knop="vorige"]', nummer - 1], ['[data-knop="volgende"]', nummer + 1]]) {
    const knop = zoek(css);
    if (knop) knop.disabled = plaats < 1 || plaats > 5 || beeld.status === "gesloten";
  }
}

function tekenVerbinding() {
  const n = wachtrij.wachtend.length;
  const rest = n ? `, ${n} ${n === 1 ? "wacht" : "wachten"} nog` : "";
  const zin = {
    goed: n ? `wordt verstuurd (${n})` : "verbonden",
    weg: `geen verbinding${rest}. Wat u doet, is bewaard`,
    voorbij: leider ? "U bent uitgelogd. Log opnieuw in." : "U doet niet meer mee aan deze workshop",
  }[toestand];
  tekst(".ws-verbinding", zin);
  document.body.dataset.verbinding = toestand;
}

const NAAM = { plek: "plek", plek_wijzigen: "wijziging van plek", bod: "bod", vraag: "vraag", bellen: "belafspraak", wegen: "weging", stemmen: "stem" };
const TE_VERBETEREN = new Set(["plek", "plek_wijzigen", "bod", "vraag", "bellen", "samenvoegen"]);

function omschrijf({ soort, data }) {
  const plek = beeld.plekken.find((p) => p.id === data.plek);
  const waarvan = data.naam || data.tekst || data.waarover || (data.aantal && `${data.aantal} ${config.woningtypen[data.woningtype]}`) || (plek && `plek ${plek.nummer}`);
  return `${NAAM[soort] ?? "handeling"}${waarvan ? ` '${waarvan}'` : ""}`;
}

function verbeter(item) {
  const { sleutel, soort, data, fouten } = item;
  wachtrij.haalWeg(sleutel);
  if (soort === "plek_wijzigen") vensters.toon("plek", data, { soort, plek: data.plek, fouten });
  else vensters.toon(soort, data, { fouten, sleutel });
}

function tekenMislukt() {
  const vak = zoek("[data-mislukt]");
  const items = wachtrij.items.filter((i) => i.fouten);
  const merk = JSON.stringify(items);
  vak.hidden = !items.length;
  if (vak.merk === merk) return;
  vak.merk = merk;
  vak.replaceChildren(
    ...items.map((item) =>
      el("div.ws-mislukt__item", { role: "alert" },
        el("p", {}, el("strong", {}, `Niet gelukt: ${omschrijf(item)}. `), Object.values(item.fouten).flat().join(" ")),
        el("div.ws-item__acties", {},
          TE_VERBETEREN.has(item.soort)
            ? el("button.utrecht-button.utrecht-button--secondary-action.knop-smal", { type: "button", onclick: () => verbeter(item) }, "Verbeter")
            : el("button.utrecht-button.utrecht-button--secondary-action.knop-smal", { type: "button", onclick: () => wachtrij.opnieuw(item.sleutel) }, "Probeer opnieuw"),
          el("button.utrecht-button.utrecht-button--subtle.knop-smal", { type: "button", onclick: () => wachtrij.haalWeg(item.sleutel) }, "Gooi weg"))),
    ),
  );
}

const vak = (naam) => zoek(`[data-lijst="${naam}"]`);
const opId = (ding) => ding.id;

function tekenLijsten(stap) {
  const { plekken, boden } = beeld;
  const op = (id) => boden.filter((b) => b.plek === id);
  const nummer = (id) => plekken.find((p) => p.id === id)?.nummer;
  const is = dicht();
  const regel = (p) => ({ plek: p, boden: op(p.id), eigen: p.van_id !== null && p.van_id === beeld.ik, dicht: is });
  const plekId = ({ plek }) => plek.id;
  const geenPlek = "Nog geen plekken.";
  if (stap === "zoeken") {
    lijst(vak("plekken"), plekken.map(regel), { sleutel: plekId, teken: lijsten.plek, leeg: leider ? "Nog geen plekken. Zet er zelf een, of laat de tafel beginnen." : "Nog geen plekken. Zet de eerste op de kaart." });
    lijst(vak("boden"), boden.filter((b) => !b.plek).map((b) => ({ ...b, dicht: is })), { sleutel: opId, teken: lijsten.bod, leeg: "Nog geen." });
    tekenSommen();
  } else if (stap === "wegen") {
    const rijen = plekken.map((p) => ({ ...regel(p), scores: beeld.wegingen[p.id] ?? {} }));
    lijst(vak("wegen"), rijen, { sleutel: plekId, teken: leider ? lijsten.gewogen : lijsten.wegen, leeg: geenPlek });
  } else if (stap === "kiezen") {
    const over = beeld.hoogstens - beeld.stemmen.length;
    const rijen = plekken.map((p) => ({ plek: p, mijn: beeld.stemmen.includes(p.id), kan: over > 0, dicht: is }));
    if (leider) rijen.sort((a, b) => b.plek.stemmen - a.plek.stemmen || (b.plek.gemiddelde ?? 0) - (a.plek.gemiddelde ?? 0));
    lijst(vak("kiezen"), rijen, { sleutel: plekId, teken: lijsten.kiezen, leeg: geenPlek });
    const gekozen = plekken.filter((p) => p.gekozen).length;
    tekst("[data-stemmen]", leider ? `${gekozen} ${gekozen === 1 ? "plek" : "plekken"} gekozen.` : `Nog ${over} van ${beeld.hoogstens} stemmen over.`);
  } else if (stap === "bellen") {
    const met = (ding) => ({ ...ding, nummer: nummer(ding.plek), dicht: is });
    lijst(vak("bellen"), beeld.bellen.map(met), { sleutel: opId, teken: lijsten.bellen, leeg: "Nog geen belafspraken." });
    lijst(vak("vragen"), beeld.vragen.map(met), { sleutel: opId, teken: lijsten.vraag, leeg: "Nog geen vragen." });
    const rijen = plekken.filter((p) => p.gekozen).map((p) => ({ ...regel(p), dicht: true, alles: is }));
    lijst(vak("gekozen"), rijen, { sleutel: plekId, teken: lijsten.plek, leeg: "Nog geen plek gekozen." });
  } else {
    lijst(vak("deelnemers"), beeld.deelnemers, { sleutel: opId, teken: lijsten.deelnemer, leeg: "Nog niemand." });
  }
}

function tekenSommen() {
  const som = { nultreden: 0, geclusterd: 0, zorggeschikt: 0 };
  for (const bod of beeld.boden) som[bod.woningtype] += bod.aantal;
  const delen = Object.entries(config.woningtypen).map(([w, naam]) => ({ w, naam, n: som[w] }));
  lijst(zoek("[data-sommen]"), delen, {
    sleutel: ({ w }) => w,
    teken: ({ naam, n }) => el("div", {}, el("dt", {}, naam), el("dd.getal", {}, getal(n))),
  });
}

function tekenLeiding() {
  if (!leider) return;
  tekst("[data-telling]", `${beeld.deelnemers.filter((d) => beeld.aanwezig.has(d.id)).length} van ${beeld.deelnemers.length}`);
  const rijen = beeld.deelnemers.map((d) => ({ deelnemer: d, er: beeld.aanwezig.has(d.id) }));
  lijst(vak("tafel"), rijen, { sleutel: ({ deelnemer }) => deelnemer.id, teken: lijsten.aanTafel, leeg: "Nog niemand." });
  lijst(vak("handelingen"), beeld.handelingen, { sleutel: ({ nummer }) => nummer, teken: lijsten.handeling, leeg: "Nog niets." });
  lijst(vak("verborgen"), beeld.verborgen, { sleutel: ({ wat, id }) => `${wat}-${id}`, teken: lijsten.verborgen, leeg: "Niets." });
  const open = beeld.status === "open";
  zoek("[data-status-open]").hidden = open;
  tekst("[data-status-tekst]", beeld.status === "gesloten" ? "De workshop is gesloten. Het verslag staat klaar." : "Deelnemers kunnen aanschuiven zodra u de workshop opent.");
  tekst('[data-knop="openen"]', beeld.status === "gesloten" ? "Heropen de workshop" : "Open de workshop");
  zoek('[data-knop="sluiten"]').hidden = !open;
  for (const deel of alle(".ws-beheer details")) deel.hidden = beeld.status === "gesloten";
}

// What lies under a finger may not be drawn anew before the finger is up: the tap would fall on nothing.
let vinger = 0;
let uitgesteld = false;
document.addEventListener("pointerdown", () => (vinger = Date.now()), { capture: true });
for (const soort of ["pointerup", "pointercancel"]) {
  document.addEventListener(soort, () => {
    vinger = 0;
    // After the click that follows it.
    setTimeout(() => uitgesteld && teken());
  }, { capture: true });
}

function teken() {
  uitgesteld = Date.now() - vinger < 1000;
  if (uitgesteld) return;
  beeld = maakBeeld(staat, wachtrij.wachtend);
  const stap = toonStap();
  document.body.dataset.stap = stap;
  for (const deel of alle("[data-deel]")) deel.hidden = deel.dataset.deel !== stap;
  zoek("[data-kaartvak]").hidden = !(MET_KAART.has(stap) || (leider && stap !== "opgave"));
  const zet = stap === "zoeken" && !dicht();
  if (kaart.magZetten !== zet) kaart.zetMag(zet);
  if (!zet) tekent = false;
  zoek("[data-zoekknoppen]").hidden = !zet || tekent;
  zoek("[data-tekenknoppen]").hidden = !zet || !tekent;
  for (const acties of alle(".ws-deel .ws-acties")) acties.hidden = dicht() && !acties.closest(".ws-beheer");
  tekenKop(stap);
  tekenVerbinding();
  tekenMislukt();
  tekenLijsten(stap);
  tekenLeiding();
  kaart.toon(beeld.plekken, aangewezen);
  vensters.vulPlekken(beeld.plekken);
  vensters.vulNamen(beeld.deelnemers.map((d) => `${d.naam}, ${d.organisatie}`));
}

teken();
wachtrij.stuur();
verbinding.nu();
