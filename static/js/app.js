// Small things that make a page easier with a script; every page works without.
import { zetWie } from "./loggen/toestel.js";
import { meld } from "./meldingen.js";
import { mijnPlek } from "./mijnplek.js";

function menu() {
  const knop = document.querySelector("[data-menuknop]");
  const paneel = knop && document.getElementById(knop.getAttribute("aria-controls"));
  if (!paneel) return;
  const zet = (open) => {
    knop.setAttribute("aria-expanded", String(open));
    paneel.toggleAttribute("data-open", open);
  };
  knop.addEventListener("click", () => zet(knop.getAttribute("aria-expanded") !== "true"));
  paneel.parentElement.addEventListener("keydown", (gebeurtenis) => {
    if (gebeurtenis.key !== "Escape" || knop.getAttribute("aria-expanded") !== "true") return;
    zet(false);
    knop.focus();
  });
}

// On a phone the filter would stand between the title and what was asked for.
function dichtOpTelefoon() {
  if (!window.matchMedia("(max-width: 40rem)").matches) return;
  for (const vak of document.querySelectorAll("details[data-dicht-op-telefoon]")) vak.open = false;
}

function printknoppen() {
  for (const knop of document.querySelectorAll("[data-print]")) {
    knop.hidden = false;
    knop.addEventListener("click", () => window.print());
  }
}

// A link into a closed disclosure opens it, or the reader lands on nothing.
function openDoel() {
  const naam = decodeURIComponent(window.location.hash.slice(1));
  const doel = naam && document.getElementById(naam);
  if (!doel) return;
  for (let vak = doel; vak; vak = vak.parentElement) {
    if (vak.tagName === "DETAILS") vak.open = true;
  }
  doel.scrollIntoView();
}

// Disclosures are closed on screen to keep it calm; on paper there is nothing to click.
function openVoorPrint() {
  const geopend = [];
  window.addEventListener("beforeprint", () => {
    for (const vak of document.querySelectorAll("details[data-open-bij-print]:not([open])")) {
      vak.open = true;
      geopend.push(vak);
    }
  });
  window.addEventListener("afterprint", () => {
    for (const vak of geopend.splice(0)) vak.open = false;
  });
}

// Nothing typed is lost by a wrong click.
function bewaakInvoer() {
  for (const formulier of document.querySelectorAll("form[data-bewaak]")) {
    let gewijzigd = false;
    formulier.addEventListener("input", () => {
      gewijzigd = true;
    });
    formulier.addEventListener("submit", () => {
      gewijzigd = false;
    });
    window.addEventListener("beforeunload", (gebeurtenis) => {
      if (gewijzigd) gebeurtenis.preventDefault();
    });
  }
}

// Who scrolls on over a field that is still active would change its number without seeing it.
function wielVerandertGeenGetal() {
  document.addEventListener("wheel", ({ target }) => {
    if (target === document.activeElement && target.type === "number") target.blur();
  }, { passive: true });
}

// A second click before the answer is there would make two of what was typed once.
const OPNIEUW_NA = 5000; // milliseconds: who pressed stop may try again

function eenKeerVersturen() {
  const laatst = new WeakMap();
  document.addEventListener("submit", (gebeurtenis) => {
    const formulier = gebeurtenis.target;
    if (gebeurtenis.defaultPrevented || formulier.method !== "post") return;
    if (Date.now() - (laatst.get(formulier) ?? -Infinity) < OPNIEUW_NA) gebeurtenis.preventDefault();
    else laatst.set(formulier, Date.now());
  });
  // Back on a page that the browser kept: there one may send again at once.
  window.addEventListener("pageshow", (gebeurtenis) => {
    if (gebeurtenis.persisted) for (const formulier of document.forms) laatst.delete(formulier);
  });
}

function verbindingsfouten() {
  document.addEventListener("htmx:sendError", () => {
    meld("error", "Er is geen verbinding met het portaal. Wat u ziet, kan verouderd zijn. Probeer het zo opnieuw.");
  });
  document.addEventListener("htmx:responseError", (gebeurtenis) => {
    const { status } = gebeurtenis.detail.xhr;
    // Polling asks again by itself; one line would come back every second.
    if (gebeurtenis.detail.elt.hasAttribute("data-voortgang")) return;
    meld("error", `Dit lukte niet (fout ${status}). Laad de pagina opnieuw; wat u hebt ingevuld staat er nog.`);
  });
}

// Notes that another typed on this device stay out of sight from here on, whatever page this is.
zetWie(Number(document.querySelector("meta[name=gebruiker]")?.content));
menu();
printknoppen();
dichtOpTelefoon();
openDoel();
openVoorPrint();
bewaakInvoer();
wielVerandertGeenGetal();
eenKeerVersturen();
verbindingsfouten();
mijnPlek();
window.addEventListener("hashchange", openDoel);
