// Which of the layers plannen, plots and kansen are drawn: what the page begins with, or what the url says.

export const LAAGNAAM = { plots: "Plots", plannen: "Plannen", kansen: "Kansen in bestaande bouw" };
const LEEG = "geen";

export function aanwezig(config) {
  return Object.keys(LAAGNAAM).filter((laag) => config[`${laag}_tegels`]);
}

/** The layers to begin with. Without config.lagen there is nothing to choose, and all that there are show. */
export function gekozen(config) {
  const kan = aanwezig(config);
  if (!config.lagen) return new Set(kan);
  const vraag = new URLSearchParams(window.location.search).get("lagen");
  const keuze = vraag ? vraag.split(",") : config.lagen;
  return new Set(kan.filter((laag) => keuze.includes(laag)));
}

function schrijf(aan) {
  const waarde = [...aan].join(",") || LEEG;
  const url = new URL(window.location.href);
  url.searchParams.set("lagen", waarde);
  window.history.replaceState(window.history.state, "", url);
  // What leads to the next page of the list takes the choice along.
  for (const veld of document.querySelectorAll('input[type="hidden"][name="lagen"]')) veld.value = waarde;
  for (const link of document.querySelectorAll(".paginering a")) {
    const doel = new URL(link.href);
    doel.searchParams.set("lagen", waarde);
    link.href = doel;
  }
}

/** Checkboxes above the legend; `bijKeuze` hears of every change. */
export function schakelaar(plek, config, aan, bijKeuze) {
  const kan = aanwezig(config);
  if (!plek || !config.lagen || kan.length < 2) return;
  const vak = document.createElement("fieldset");
  vak.className = "kaart__lagen";
  const kop = document.createElement("legend");
  kop.textContent = "Op de kaart";
  vak.append(kop);
  for (const laag of kan) {
    const label = document.createElement("label");
    const vink = document.createElement("input");
    vink.type = "checkbox";
    vink.checked = aan.has(laag);
    vink.addEventListener("change", () => {
      aan[vink.checked ? "add" : "delete"](laag);
      schrijf(aan);
      bijKeuze();
    });
    const naam = document.createElement("span");
    naam.textContent = LAAGNAAM[laag];
    label.append(vink, naam);
    vak.append(label);
  }
  plek.before(vak);
}

/** A button that filters the list to what the map shows. */
export function inBeeld(plek, kaart) {
  if (!plek) return;
  const knop = document.createElement("button");
  knop.type = "button";
  knop.className = "utrecht-button utrecht-button--secondary-action knop-smal kaart__inbeeld";
  knop.textContent = "Toon alleen wat in beeld is";
  knop.addEventListener("click", () => {
    const vak = kaart.getBounds();
    const grenzen = [vak.getWest(), vak.getSouth(), vak.getEast(), vak.getNorth()];
    const url = new URL(window.location.href);
    url.searchParams.set("vak", grenzen.map((graden) => graden.toFixed(5)).join(","));
    url.searchParams.delete("blad");
    window.location.assign(url);
  });
  plek.before(knop);
}
