// Logging a contact, with and without network. Runs on every page of who coaches, so that what waits is sent wherever
// one is, and on the page that is kept on the device.
import { bewaakFormulier } from "./loggen/pagina.js";
import { Schil } from "./loggen/schil.js";
import { bewaakUitloggen } from "./loggen/uitloggen.js";
import { Verzender } from "./loggen/verzender.js";
import { meld } from "./meldingen.js";

const config = { ...document.querySelector("script[data-loggen]").dataset };
const gebruiker = Number(document.querySelector("meta[name=gebruiker]")?.content);
const schil = document.querySelector("[data-schil]");

function werker() {
  // Only on https and on this machine itself; elsewhere one logs with network.
  navigator.serviceWorker?.register(config.werker, { scope: "/" }).catch(() => {});
}

if (schil) {
  new Schil(schil, config, werker).begin();
} else if (gebruiker) {
  const verzender = new Verzender(config, gebruiker, () => {});
  bewaakUitloggen(config, verzender, meld);
  for (const formulier of document.querySelectorAll("[data-logformulier]")) bewaakFormulier(formulier, verzender, config);
  verzender.nu();
  werker();
}
