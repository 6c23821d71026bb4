// The forms: each a dialog, whose answers become one act. What was refused comes back here, filled in.

const TITELS = { plek: ["Nieuwe plek", "Plek wijzigen"] };

export class Vensters {
  /** `verstuur(soort, data, sleutel)` takes what a form says. */
  constructor(verstuur) {
    this.verstuur = verstuur;
    for (const vorm of document.querySelectorAll("form[data-formulier]")) this.luister(vorm);
  }

  luister(vorm) {
    const venster = vorm.closest("dialog");
    vorm.querySelector("[data-sluit]")?.addEventListener("click", () => venster.close());
    vorm.addEventListener("submit", (gebeurtenis) => {
      gebeurtenis.preventDefault();
      const data = Object.fromEntries([...new FormData(vorm)].map(([naam, waarde]) => [naam, waarde.trim()]));
      const { soort = vorm.dataset.formulier, plek } = vorm.over ?? {};
      if (soort === "plek_wijzigen") data.plek = plek;
      const sleutel = vorm.sleutel;
      venster.close("verstuurd");
      this.verstuur(soort, data, sleutel);
    });
  }

  /** `fouten` of an earlier try are shown; `sleutel` keeps the place that other acts already speak of. */
  toon(naam, waarden = {}, { soort, plek, fouten, sleutel } = {}) {
    const vorm = document.querySelector(`form[data-formulier="${naam}"]`);
    if (!vorm) return;
    vorm.reset();
    vorm.over = soort ? { soort, plek } : null;
    vorm.sleutel = sleutel;
    for (const veld of vorm.elements) {
      if (!veld.name) continue;
      if (veld.dataset.standaard && !(veld.name in waarden)) veld.value = veld.dataset.standaard;
      if (!(veld.name in waarden)) continue;
      const waarde = waarden[veld.name] ?? "";
      if (veld.type === "radio") veld.checked = veld.value === waarde;
      else veld.value = waarde;
    }
    const [nieuw, wijzig] = TITELS[naam] ?? [];
    const kop = vorm.querySelector("[data-kop]");
    if (nieuw && kop) kop.textContent = soort === "plek_wijzigen" ? wijzig : nieuw;
    const vlak = Boolean(waarden.hoekpunten);
    for (const deel of vorm.querySelectorAll("[data-bij-punt]")) deel.hidden = vlak;
    const hoeken = vorm.querySelector("details[data-bij-vlak]");
    if (hoeken) hoeken.open = vlak && Boolean(fouten);
    const meld = vorm.querySelector("[data-fouten]");
    meld.hidden = !fouten;
    meld.textContent = fouten ? Object.values(fouten).flat().join(" ") : "";
    const venster = vorm.closest("dialog");
    if (!venster.open) venster.showModal();
    (vorm.querySelector("input:not([type=hidden]), select, textarea") ?? vorm).focus();
  }

  /** The places that can be chosen, in every form at once; a choice that was made stays. */
  vulPlekken(plekken) {
    for (const keuze of document.querySelectorAll("[data-plekkeuze]")) {
      const opties = [
        ...(keuze.dataset.leeg ? [["", keuze.dataset.leeg]] : []),
        ...plekken.map((p) => [p.id, p.wacht ? p.naam : `${p.nummer}. ${p.naam}`]),
      ];
      const merk = JSON.stringify(opties);
      if (keuze.merk === merk) continue;
      keuze.merk = merk;
      const stond = keuze.value;
      keuze.replaceChildren(...opties.map(([waarde, tekst]) => new Option(tekst, waarde)));
      if (opties.some(([waarde]) => waarde === stond)) keuze.value = stond;
    }
  }

  vulNamen(namen) {
    const lijst = document.getElementById("namen");
    if (!lijst || lijst.children.length === namen.length) return;
    lijst.replaceChildren(...namen.map((naam) => new Option(naam, naam)));
  }
}
