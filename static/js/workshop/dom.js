// Making and refreshing pieces of the page. Everything that people typed goes in as text, never as html.

/** el("li.ws-kaart", {id: "x"}, "tekst", kind): an element with classes, attributes, properties and children. */
export function el(soort, eigenschappen = {}, ...kinderen) {
  const [naam, ...klassen] = soort.split(".");
  const element = document.createElement(naam);
  if (klassen.length) element.className = klassen.join(" ");
  for (const [sleutel, waarde] of Object.entries(eigenschappen ?? {})) {
    if (waarde === null || waarde === undefined || waarde === false) continue;
    if (sleutel.startsWith("on")) element.addEventListener(sleutel.slice(2), waarde);
    else if (sleutel === "checked" || sleutel === "value" || sleutel === "disabled") element[sleutel] = waarde;
    else element.setAttribute(sleutel, waarde === true ? "" : String(waarde));
  }
  element.append(...kinderen.flat().filter((kind) => kind !== null && kind !== undefined && kind !== false));
  return element;
}

/** Same items, same nodes: only what changed is drawn again, and the focus stays where it was. */
export function lijst(ouder, items, { sleutel, teken, leeg = "" }) {
  if (!ouder) return;
  const oud = new Map([...ouder.children].map((kind) => [kind.dataset.sleutel, kind]));
  const nieuw = items.map((item) => {
    const naam = String(sleutel(item));
    const merk = JSON.stringify(item);
    const staand = oud.get(naam);
    if (staand?.merk === merk || (staand && wordtGetypt(staand))) return staand;
    const element = teken(item);
    element.dataset.sleutel = naam;
    element.merk = merk;
    if (staand) neemOver(staand, element);
    return element;
  });
  if (!nieuw.length && leeg) {
    const zin = oud.get("leeg") ?? el("li.ws-leeg", { "data-sleutel": "leeg" }, leeg);
    nieuw.push(zin);
  }
  const focus = ouder.contains(document.activeElement) ? document.activeElement : null;
  if (nieuw.length !== ouder.children.length || nieuw.some((kind, i) => ouder.children[i] !== kind)) {
    ouder.replaceChildren(...nieuw);
    if (focus && document.activeElement !== focus) (document.getElementById(focus.id) ?? focus).focus?.({ preventScroll: true });
  }
}

function wordtGetypt(element) {
  const actief = document.activeElement;
  return element.contains(actief) && actief.matches("input[type=text], textarea") && actief.value !== actief.defaultValue;
}

function neemOver(oud, nieuw) {
  const open = [...oud.querySelectorAll("details")];
  [...nieuw.querySelectorAll("details")].forEach((vak, i) => {
    if (open[i]) vak.open = open[i].open;
  });
}

export const getal = (n) => Number(n).toLocaleString("nl-NL");

export const kort = (n) => Number(n).toLocaleString("nl-NL", { minimumFractionDigits: 1, maximumFractionDigits: 1 });

export function datum(iso) {
  const [jaar, maand, dag] = iso.split("-").map(Number);
  return new Date(jaar, maand - 1, dag).toLocaleDateString("nl-NL", { day: "numeric", month: "long", year: "numeric" });
}
