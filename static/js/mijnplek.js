// Where somebody is now, when that person asks for it: the browser asks permission, and typing does as well.
import { meld } from "./meldingen.js";

const NIET = "Wij kunnen niet zien waar u bent. Typ uw postcode of gemeente.";
// Three decimals of a degree: about a hundred metres, which is near enough and no more than needed.
const DECIMALEN = 3;
const WACHT = 10_000;

export function mijnPlek() {
  const knop = document.querySelector("[data-mijn-plek]");
  if (!knop || !navigator.geolocation || !window.isSecureContext) return;
  knop.hidden = false;
  knop.addEventListener("click", () => {
    knop.disabled = true;
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        const plek = [coords.latitude, coords.longitude].map((graden) => graden.toFixed(DECIMALEN)).join(",");
        window.location.assign(`?${new URLSearchParams({ plek })}`);
      },
      () => {
        knop.disabled = false;
        meld("warning", NIET);
        document.getElementById("buurt").focus();
      },
      { timeout: WACHT, maximumAge: 60_000 },
    );
  });
  // Back on a page that the browser kept.
  window.addEventListener("pageshow", () => {
    knop.disabled = false;
  });
}
