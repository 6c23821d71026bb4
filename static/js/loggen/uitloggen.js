// Logging out takes the notes and the list of projects off this device, after a warning when something is not sent,
// and only once the server has ended the session: without network nothing is thrown away.
import { el } from "../workshop/dom.js";

export const aantal = (n) => `${n} ${n === 1 ? "notitie" : "notities"}`;

function vraag(n, pagina) {
  const tekst =
    n === 1
      ? "Er staat nog 1 notitie op dit toestel die niet is verstuurd. Uitloggen gooit die weg."
      : `Er staan nog ${aantal(n)} op dit toestel die niet zijn verstuurd. Uitloggen gooit ze weg.`;
  return new Promise((antwoord) => {
    const venster = el(
      "dialog.uitlogvraag",
      { "aria-labelledby": "uitlogvraag" },
      el("p", { id: "uitlogvraag" }, tekst),
      el(
        "form.acties",
        { method: "dialog" },
        el("a.utrecht-button-link.utrecht-button-link--primary-action", { href: pagina }, "Bekijk en verstuur"),
        el("button.utrecht-button.utrecht-button--secondary-action", { value: "ja" }, "Toch uitloggen"),
        el("button.utrecht-button.utrecht-button--subtle", { value: "" }, "Terug"),
      ),
    );
    venster.addEventListener("close", () => {
      venster.remove();
      antwoord(venster.returnValue === "ja");
    });
    document.body.append(venster);
    venster.showModal();
  });
}

async function logUit(formulier, verzender) {
  try {
    const antwoord = await fetch(formulier.action, { method: "POST", body: new FormData(formulier), redirect: "manual" });
    if (antwoord.type !== "opaqueredirect") {
      // What went wrong is told by the page itself; nothing is thrown away.
      formulier.submit();
      return;
    }
  } catch {
    verzender.meldGeenVerbinding();
    return;
  }
  verzender.kast.wis();
  window.location.assign("/");
}

export function bewaakUitloggen(config, verzender, meld) {
  verzender.meldGeenVerbinding = () => meld("warning", "Er is geen verbinding. U bent nog ingelogd en uw notities staan er nog.");
  document.addEventListener(
    "submit",
    async (gebeurtenis) => {
      const formulier = gebeurtenis.target;
      if (formulier.method !== "post" || new URL(formulier.action).pathname !== config.uitloggen) return;
      gebeurtenis.preventDefault();
      const n = verzender.wachtrij.items.length;
      if (n === 0 || (await vraag(n, config.pagina))) await logUit(formulier, verzender);
    },
    // Before others see it: a second click is not held back after 'Terug'.
    { capture: true },
  );
}
