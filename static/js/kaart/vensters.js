// What the map says in words: popups, legend, messages. Everything from data goes in as text, never as html.

export const SCHAKELNAAM = {
  gerealiseerd: "gerealiseerd",
  hard: "hard plan",
  zacht: "zacht plan",
  niet_meetellend: "telt niet mee",
};

export const STATUSNAAM = {
  kandidaat: "kandidaat",
  in_gesprek: "in gesprek",
  gereserveerd: "gereserveerd",
  vastgelegd: "vastgelegd",
  in_plan: "in plan",
  verlopen: "verlopen",
  vervallen: "vervallen",
};

export function maak(soort, klasse, tekst) {
  const el = document.createElement(soort);
  if (klasse) el.className = klasse;
  if (tekst !== undefined) el.textContent = tekst;
  return el;
}

export function link(tekst, url) {
  const a = maak("a", "", tekst);
  a.href = url;
  return a;
}

export function gebiedsvenster(naam, waarde) {
  const vak = maak("div", "kaartvenster");
  vak.append(maak("p", "kaartvenster__naam", naam));
  if (waarde?.waarde) vak.append(maak("p", "", waarde.waarde));
  if (waarde?.url) {
    const regel = maak("p");
    regel.append(link(`Naar ${naam}`, waarde.url));
    vak.append(regel);
  }
  return vak;
}

const woningen = (aantal) => (aantal === undefined ? "" : `${Number(aantal).toLocaleString("nl-NL")} woningen`);

function zoektTekst(aantal) {
  if (!aantal) return "";
  return Number(aantal) === 1 ? "zoekt nog één partner" : `zoekt nog ${Number(aantal)} partners`;
}

// What the popup says of one record of a layer, and what it is called without a name.
const VERTEL = {
  plots: { een: "Plot", meer: "plots", url: "plot_url", regel: (p) => [STATUSNAAM[p.status], woningen(p.woningen), zoektTekst(p.zoekt)] },
  plannen: { een: "Plan", meer: "plannen", url: "plan_url", regel: (p) => [SCHAKELNAAM[p.schakel], woningen(p.woningen)] },
  kansen: { een: "Kans", meer: "kansen", url: "kans_url", regel: (p) => ["kans in bestaande bouw", woningen(p.woningen)] },
};
const STANDAARD_URL = { plot_url: "/plots/{id}/", plan_url: "/plannen/{id}/", kans_url: "/kansen/{id}/" };

/** Records under the pointer, by layer: {plots: [...], plannen: [...]}. */
export function vondstvenster(gevonden, config) {
  const vak = maak("div", "kaartvenster");
  for (const [laag, rijen] of Object.entries(gevonden)) {
    const { een, meer, url, regel } = VERTEL[laag];
    const adres = config[url] ?? STANDAARD_URL[url];
    for (const rij of rijen.slice(0, 5)) {
      const naam = maak("p", "kaartvenster__naam");
      const tekst = rij.naam ? String(rij.naam) : een;
      if (adres && rij.id !== undefined) naam.append(link(tekst, adres.replace("{id}", encodeURIComponent(rij.id))));
      else naam.textContent = tekst;
      vak.append(naam, maak("p", "", regel(rij).filter(Boolean).join(", ")));
    }
    if (rijen.length > 5) vak.append(maak("p", "stil", `en nog ${rijen.length - 5} ${meer}; zoom verder in`));
  }
  return vak;
}

const SVG = "http://www.w3.org/2000/svg";

function teken(maat, vormen) {
  const svg = document.createElementNS(SVG, "svg");
  const kenmerken = { width: maat, height: maat, viewBox: `0 0 ${maat} ${maat}`, "aria-hidden": "true", class: "vlakje" };
  for (const [naam, waarde] of Object.entries(kenmerken)) svg.setAttribute(naam, String(waarde));
  for (const [soort, maten] of vormen) {
    const vorm = document.createElementNS(SVG, soort);
    for (const [naam, waarde] of Object.entries(maten)) vorm.setAttribute(naam, String(waarde));
    svg.append(vorm);
  }
  return svg;
}

function planmerk(schakel) {
  const klasse = { class: `merk merk--${schakel}` };
  if (schakel === "gerealiseerd") return teken(16, [["rect", { x: 3, y: 3, width: 10, height: 10, ...klasse }]]);
  return teken(16, [["circle", { cx: 8, cy: 8, r: 5.5, ...klasse }]]);
}

function plotmerk(status) {
  const vormen = [["path", { d: "M9 2 16 9 9 16 2 9Z", class: `merk merk--plot merk--plot-${status}` }]];
  const kern = { cx: 9, cy: 9, r: 2.2, class: `merk__kern merk__kern--${status}` };
  if (status === "in_gesprek" || status === "in_plan") vormen.push(["circle", kern]);
  if (status === "gereserveerd") vormen.push(["path", { d: "M9 2 9 16 2 9Z", class: "merk__kern" }]);
  if (status === "verlopen") vormen.push(["path", { d: "M5 13 13 5", class: "merk__streep" }]);
  if (status === "vervallen") vormen.push(["path", { d: "M5.5 5.5 12.5 12.5M5.5 12.5 12.5 5.5", class: "merk__streep" }]);
  return teken(18, vormen);
}

const kansmerk = () => teken(16, [["path", { d: "M8 2 14.5 13.5 1.5 13.5Z", class: "merk merk--kans" }]]);

function lijst(kop) {
  const vak = maak("div");
  if (kop) vak.append(maak("p", "kaart__legendakop", kop));
  const ul = maak("ul", "kaart__legendalijst");
  vak.append(ul);
  return [vak, ul];
}

// What stands in the legend for each layer: [mark, text].
const MERKEN = {
  plots: ["Plots", () => Object.entries(STATUSNAAM).map(([status, naam]) => [plotmerk(status), naam])],
  plannen: ["Plannen", () => ["gerealiseerd", "hard", "zacht"].map((s) => [planmerk(s), SCHAKELNAAM[s]])],
  kansen: ["Kansen", () => [[kansmerk(), "flat of terrein met ruimte"]]],
};

/** The legend of the layers that are on. */
export function legenda(plek, config, aan) {
  if (!plek) return;
  plek.replaceChildren();
  if (config.legenda?.length) {
    const [vak, ul] = lijst();
    for (const { klasse, label } of config.legenda) {
      const li = maak("li");
      li.append(maak("span", `klassevlak klassevlak--${Number(klasse) || 0}`), maak("span", "", label));
      ul.append(li);
    }
    plek.append(vak);
  }
  for (const [laag, [kop, merken]] of Object.entries(MERKEN)) {
    if (!aan.has(laag)) continue;
    const [vak, ul] = lijst(kop);
    for (const [merk, naam] of merken()) {
      const li = maak("li");
      li.append(merk, maak("span", "", naam));
      ul.append(li);
    }
    plek.append(vak);
  }
  if (aan.has("plannen") || aan.has("plots")) {
    plek.append(maak("p", "stil", "Uitgezoomd staat bij elkaar wat dichtbij ligt: een groter teken is meer."));
  }
}

export function zeg(plek, tekst) {
  if (!plek || [...plek.children].some((regel) => regel.textContent === tekst)) return;
  plek.append(maak("span", "kaart__melding", tekst));
}
