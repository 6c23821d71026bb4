// What the map says in words: popups, legend, messages. Everything from data goes in as text, never as html.

export const SCHAKELNAAM = {
  gerealiseerd: "gerealiseerd",
  hard: "hard plan",
  zacht: "zacht plan",
  niet_meetellend: "telt niet mee",
};

function maak(soort, klasse, tekst) {
  const el = document.createElement(soort);
  if (klasse) el.className = klasse;
  if (tekst !== undefined) el.textContent = tekst;
  return el;
}

function link(tekst, url) {
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

export function planvenster(plannen, planUrl) {
  const vak = maak("div", "kaartvenster");
  for (const plan of plannen.slice(0, 5)) {
    const naam = maak("p", "kaartvenster__naam");
    const tekst = plan.naam ? String(plan.naam) : "Plan";
    if (planUrl && plan.id !== undefined) naam.append(link(tekst, planUrl.replace("{id}", encodeURIComponent(plan.id))));
    else naam.textContent = tekst;
    vak.append(naam);
    const delen = [SCHAKELNAAM[plan.schakel] ?? ""];
    if (plan.woningen !== undefined) delen.push(`${Number(plan.woningen).toLocaleString("nl-NL")} woningen`);
    vak.append(maak("p", "", delen.filter(Boolean).join(", ")));
  }
  if (plannen.length > 5) vak.append(maak("p", "stil", `en nog ${plannen.length - 5} plannen; zoom verder in`));
  return vak;
}

const SVG = "http://www.w3.org/2000/svg";

function merk(schakel) {
  const svg = document.createElementNS(SVG, "svg");
  for (const [naam, waarde] of [["width", 16], ["height", 16], ["aria-hidden", "true"], ["class", "vlakje"]]) {
    svg.setAttribute(naam, String(waarde));
  }
  const vierkant = schakel === "gerealiseerd";
  const vorm = document.createElementNS(SVG, vierkant ? "rect" : "circle");
  const maten = vierkant ? { x: 3, y: 3, width: 10, height: 10 } : { cx: 8, cy: 8, r: 5.5 };
  for (const [naam, waarde] of Object.entries(maten)) vorm.setAttribute(naam, String(waarde));
  vorm.setAttribute("class", `merk merk--${schakel}`);
  svg.append(vorm);
  return svg;
}

function lijst(kop) {
  const vak = maak("div");
  if (kop) vak.append(maak("p", "kaart__legendakop", kop));
  const ul = maak("ul", "kaart__legendalijst");
  vak.append(ul);
  return [vak, ul];
}

export function legenda(plek, config) {
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
  if (config.plannen_tegels) {
    const [vak, ul] = lijst("Plannen");
    for (const schakel of ["gerealiseerd", "hard", "zacht"]) {
      const li = maak("li");
      li.append(merk(schakel), maak("span", "", SCHAKELNAAM[schakel]));
      ul.append(li);
    }
    vak.append(maak("p", "stil", "Uitgezoomd staan plannen bij elkaar: een groter teken is meer plannen."));
    plek.append(vak);
  }
}

export function zeg(plek, tekst) {
  if (!plek || [...plek.children].some((regel) => regel.textContent === tekst)) return;
  plek.append(maak("span", "kaart__melding", tekst));
}
