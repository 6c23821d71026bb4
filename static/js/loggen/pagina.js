// The ordinary page: it is sent as any form, unless that would lose what was typed. Without network, and when the
// session has ended meanwhile, the note goes into the queue of the device.
import { el } from "../workshop/dom.js";
import { aantal } from "./uitloggen.js";
import { lees, samenvatting, urenknoppen, vraagGemeente, vulIn } from "./formulier.js";

const GEDULD = 5000;

export function bewaakFormulier(formulier, verzender, config) {
  urenknoppen(formulier);
  vraagGemeente(formulier);
  formulier.addEventListener("input", () => samenvatting(formulier));
  formulier.elements.project?.addEventListener("change", ({ target }) => {
    vraagGemeente(formulier);
    const project = verzender.kast.keuzes.projecten.find((p) => String(p.id) === target.value);
    if (project && !formulier.elements.versie?.value) vulIn(formulier, project);
  });
  // One that is stored already is written over with network only.
  if (formulier.elements.versie?.value) return;
  let bezig = false;
  formulier.addEventListener("submit", async (gebeurtenis) => {
    gebeurtenis.preventDefault();
    if (bezig) return;
    bezig = true;
    if (navigator.onLine && (await verzender.vraagStand(GEDULD))) formulier.submit();
    else bewaar(formulier, verzender, config);
    bezig = false;
  });
}

function bewaar(formulier, verzender, config) {
  const { sleutel } = formulier.elements;
  verzender.zetErbij(lees(formulier), sleutel.value);
  const wacht = `Uw notitie staat op dit toestel en wordt verstuurd zodra ${verzender.toestand === "uitgelogd" ? "u weer bent ingelogd" : "er verbinding is"}.`;
  const inloggen = `${config.inloggen}?next=${encodeURIComponent(config.pagina)}`;
  const vak = el(
    "div.utrecht-alert.utrecht-alert--ok",
    { role: "status", tabindex: "-1" },
    el(
      "div.utrecht-alert__content",
      {},
      el("p.utrecht-alert__kop", {}, wacht),
      el(
        "p",
        {},
        verzender.toestand === "uitgelogd" ? el("a", { href: inloggen }, "Log in om te versturen") : el("a", { href: config.pagina }, `Bekijk wat wacht: ${aantal(verzender.wachtrij.items.length)}`),
      ),
    ),
  );
  formulier.replaceWith(vak);
  vak.focus();
}
