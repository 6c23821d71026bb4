// On a narrow screen a row is a line with its total, that opens to its years (css/rooster.css); wider, the button is
// not there.

export function klapIn(vak) {
  for (const tr of vak.querySelectorAll("[data-rooster-tabel] [data-rij]")) {
    const kop = tr.querySelector("th");
    const jaren = tr.querySelectorAll("td.j");
    if (!kop || !jaren.length) continue;
    const knop = document.createElement("button");
    knop.type = "button";
    knop.className = "tekstknop rooster__open";
    const gevuld = document.createElement("span");
    gevuld.className = "rooster__jaren";
    gevuld.dataset.jaren = "";
    const zet = (open) => {
      tr.toggleAttribute("data-open", open);
      knop.setAttribute("aria-expanded", String(open));
      knop.textContent = open ? "Dicht" : "Jaren en meer";
      const naam = document.createElement("span");
      naam.className = "onzichtbaar";
      naam.textContent = ` van ${tr.dataset.naam}`;
      knop.append(naam);
    };
    knop.addEventListener("click", () => zet(!tr.hasAttribute("data-open")));
    // By keys or from a message one may land in a year that is folded away.
    tr.addEventListener("rooster:open", () => zet(true));
    zet(false);
    kop.append(knop, gevuld);
  }
  vak.dataset.inklapbaar = "";
}
