// The form of a contact, on the ordinary page and on the one that is kept on the device: buttons for the hours, the
// day that fits the rhythm, and reading and filling its fields.

const RITME = { tweewekelijks: 14, maandelijks: 31 };
const NIET = new Set(["csrfmiddlewaretoken", "sleutel", "versie"]);

export function dag(over = 0) {
  const d = new Date();
  d.setDate(d.getDate() + over);
  return [d.getFullYear(), String(d.getMonth() + 1).padStart(2, "0"), String(d.getDate()).padStart(2, "0")].join("-");
}

export const lees = (formulier) =>
  Object.fromEntries([...new FormData(formulier)].filter(([naam, waarde]) => !NIET.has(naam) && typeof waarde === "string"));

export function vul(formulier, velden) {
  for (const [naam, waarde] of Object.entries(velden ?? {})) {
    const veld = formulier.elements[naam];
    if (veld) veld.value = waarde;
  }
}

export function urenknoppen(formulier) {
  const veld = formulier.elements.uren;
  for (const groep of formulier.querySelectorAll("[data-urenknoppen]")) {
    groep.hidden = false;
    const merk = () => {
      for (const knop of groep.children) knop.setAttribute("aria-pressed", String(knop.dataset.uren === veld.value));
    };
    groep.addEventListener("click", (gebeurtenis) => {
      const knop = gebeurtenis.target.closest("button");
      if (!knop) return;
      veld.value = knop.dataset.uren;
      veld.dispatchEvent(new Event("input", { bubbles: true }));
    });
    formulier.addEventListener("input", merk);
    formulier.addEventListener("reset", () => setTimeout(merk));
    merk();
  }
}

/** A gemeente is asked only where there is no project. */
export function vraagGemeente(formulier) {
  const { project, gemeente } = formulier.elements;
  const vak = project?.tagName === "SELECT" && gemeente?.closest(".utrecht-form-field");
  if (!vak) return;
  vak.hidden = project.value !== "";
  if (vak.hidden) gemeente.value = "";
}

/** What is likely at this project: its leader was there, and the rhythm says when the next contact is. */
export function vulIn(formulier, project) {
  vraagGemeente(formulier);
  const dagen = RITME[project?.ritme];
  formulier.elements.volgende_op.value = dagen ? dag(dagen) : "";
  formulier.elements.wie.value = project?.projectleider ? `${project.projectleider} (projectleider)` : "";
}

/** The summary of the folded part says what is in it, also after it was changed. */
export function samenvatting(formulier) {
  const plek = formulier.querySelector(".logmeer summary .stil");
  if (!plek) return;
  const { datum, vorm, wie } = lees(formulier);
  const keuze = [...(formulier.elements.vorm ?? [])].find((i) => i.value === vorm);
  const hoe = keuze?.closest("label")?.textContent.trim() ?? keuze?.textContent ?? vorm;
  const wanneer = datum === dag() ? "vandaag" : datum?.split("-").reverse().join("-");
  plek.textContent = [wie, wanneer, hoe].filter(Boolean).join(", ");
}
