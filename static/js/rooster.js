// The year grid as a sheet: moves and chooses by keys and mouse, copies and pastes blocks, goes back step by step,
// and says while typing what does not add up. Without this script the same fields are an ordinary form.
import { herhaal, leesBlok, schrijfBlok } from "./rooster/blok.js";
import { Keuze } from "./rooster/keuze.js";
import { Raster } from "./rooster/raster.js";
import { Stappen } from "./rooster/stappen.js";
import { klapIn } from "./rooster/telefoon.js";
import { toon } from "./rooster/toon.js";

const RICHTING = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
const CEL = "input.rooster__cel";
const telwoord = (n, een, meer) => `${n} ${n === 1 ? een : meer}`;

class Rooster {
  constructor(vak) {
    this.vak = vak;
    this.velden = [...vak.querySelectorAll(CEL)];
    this.perRij = this.groepeer();
    this.rasters = new Map([...vak.querySelectorAll("[data-rooster-tabel]")].map((t) => [t, new Raster(t)]));
    this.regel = vak.querySelector("[data-rooster-melding]");
    this.keuze = new Keuze((tekst) => this.meld(tekst));
    this.stappen = new Stappen(this.velden);
    this.sleept = false;
    this.muis = true; // the pointer that was last put down is a mouse, not a finger
    this.stil = false; // this script itself is changing fields
    for (const fout of vak.querySelectorAll("[data-serverfout], [data-serverfouten]")) fout.hidden = true;
    klapIn(vak);
    this.luister();
    this.knoppen();
    toon(this);
  }

  groepeer() {
    const perRij = new Map();
    for (const veld of this.velden) {
      const basis = veld.name.slice(2, veld.name.lastIndexOf("-") + 1);
      perRij.set(basis, [...(perRij.get(basis) ?? []), veld]);
    }
    return perRij;
  }

  luister() {
    const cel = (doe) => (gebeurtenis) => gebeurtenis.target.matches?.(CEL) && doe(gebeurtenis, gebeurtenis.target);
    this.vak.addEventListener("focusin", cel((_, veld) => this.betreed(veld)));
    this.vak.addEventListener("input", cel((_, veld) => this.getypt(veld)));
    this.vak.addEventListener("keydown", cel((toets, veld) => this.toets(toets, veld)));
    this.vak.addEventListener("pointerdown", ({ pointerType }) => {
      this.muis = pointerType === "mouse";
    });
    this.vak.addEventListener("mousedown", cel((muis, veld) => this.pak(muis, veld)));
    this.vak.addEventListener("mouseover", cel((muis, veld) => this.sleep(muis, veld)));
    document.addEventListener("mouseup", () => this.laatLos());
    this.vak.addEventListener("copy", cel((gebeurtenis) => this.kopieer(gebeurtenis)));
    this.vak.addEventListener("cut", cel((gebeurtenis) => this.kopieer(gebeurtenis) && this.maakLeeg()));
    this.vak.addEventListener("paste", cel((gebeurtenis, veld) => this.plak(gebeurtenis, veld)));
  }

  raster(veld) {
    return this.rasters.get(veld.closest("[data-rooster-tabel]"));
  }

  // --- Where one is ---

  betreed(veld) {
    const raster = this.raster(veld);
    this.stappen.rond();
    veld.select();
    this.bijBinnenkomst = veld.value;
    if (!this.houdtBlok) this.keuze.zet(raster, raster.waar(veld));
    this.werkKnoppenBij();
  }

  verplaats(veld) {
    if (!veld) return;
    // On a narrow screen it may be folded away.
    if (!veld.offsetParent) veld.dispatchEvent(new Event("rooster:open", { bubbles: true }));
    veld.focus();
  }

  /** Chooses a block and goes to the cell where it begins. */
  zetBlok(raster, anker, einde) {
    const veld = raster.veld(anker);
    this.houdtBlok = true;
    if (veld !== document.activeElement) this.verplaats(veld);
    this.houdtBlok = false;
    this.keuze.zet(raster, anker, einde);
    this.werkKnoppenBij();
  }

  /** As in a sheet one stays in the cell where the block began; the other corner moves. */
  verleng(plek) {
    if (!plek) return;
    this.keuze.verleng(plek);
    this.keuze.raster.veld(plek)?.scrollIntoView({ block: "nearest", inline: "nearest" });
    this.werkKnoppenBij();
  }

  // --- Keys ---

  toets(toets, veld) {
    const raster = this.raster(veld);
    const plek = raster.waar(veld);
    const stuur = toets.ctrlKey || toets.metaKey;
    if (toets.altKey || toets.isComposing) return;
    if (RICHTING[toets.key]) this.pijl(toets, veld, raster, plek, stuur);
    else if (toets.key === "Enter") this.enter(toets, raster, plek, stuur);
    else if (stuur) this.stuurtoets(toets, veld, raster);
    else if (toets.key === "Escape") this.ontsnap(toets, veld);
    else if (toets.key === "F2") this.bewerk(toets, veld);
    else if (["Delete", "Backspace"].includes(toets.key) && this.keuze.blok) {
      toets.preventDefault();
      this.maakLeeg();
    }
  }

  pijl(toets, veld, raster, plek, stuur) {
    const stap = RICHTING[toets.key];
    const geheel = veld.selectionStart === 0 && veld.selectionEnd === veld.value.length;
    const opzij = stap[0] === 0;
    // Sideways the arrow first moves within the number.
    if (opzij && !stuur && !geheel && !this.keuze.blok) {
      if (toets.key === "ArrowLeft" ? veld.selectionEnd > 0 : veld.selectionStart < veld.value.length) return;
    }
    toets.preventDefault();
    if (toets.shiftKey) this.verleng(raster.buur(this.keuze.einde ?? plek, stap, stuur));
    else this.verplaats(raster.veldOf(raster.buur(plek, stap, stuur)));
  }

  enter(toets, raster, plek, stuur) {
    // Never the form: halfway a column of numbers that would save a plan that is not finished.
    toets.preventDefault();
    if (!stuur) this.verplaats(raster.veldOf(raster.buur(plek, [toets.shiftKey ? -1 : 1, 0])));
  }

  stuurtoets(toets, veld, raster) {
    const letter = toets.key.toLowerCase();
    const doe = {
      z: () => this.terug(toets.shiftKey ? 1 : -1),
      y: () => this.terug(1),
      a: () => this.allesKiezen(veld, raster),
      r: this.keuze.blok && (() => this.vulNaarRechts()),
      d: this.keuze.blok && (() => this.vulOmlaag()),
      home: () => this.verplaats(raster.veld(raster.eerste())),
      end: () => this.verplaats(raster.veld(raster.laatste())),
    }[letter];
    if (!doe || (toets.shiftKey && letter !== "z")) return;
    if (doe() !== false) toets.preventDefault();
  }

  allesKiezen(veld, raster) {
    const geheel = veld.selectionStart === 0 && veld.selectionEnd === veld.value.length;
    if (!geheel && !this.keuze.blok) return false;
    this.zetBlok(raster, raster.eerste(), raster.laatste());
    this.keuze.zeg();
    return true;
  }

  ontsnap(toets, veld) {
    if (!this.keuze.blok && veld.value === this.bijBinnenkomst) return;
    toets.preventDefault();
    if (this.keuze.blok) this.keuze.wis();
    else this.verander([[veld, this.bijBinnenkomst]]);
    veld.select();
    this.werkKnoppenBij();
  }

  bewerk(toets, veld) {
    toets.preventDefault();
    veld.setSelectionRange(veld.value.length, veld.value.length);
  }

  // --- Mouse ---

  pak(muis, veld) {
    if (muis.button !== 0 || !this.muis) return;
    const raster = this.raster(veld);
    if (muis.shiftKey && this.keuze.raster === raster && this.keuze.anker) {
      muis.preventDefault();
      this.verleng(raster.waar(veld));
      return;
    }
    this.sleept = true;
    // In the cell where one is already a click is for the caret.
    if (document.activeElement === veld && !this.keuze.blok) return;
    // Otherwise the whole number is chosen, so that typing replaces it.
    muis.preventDefault();
    veld.focus();
    veld.select();
    this.keuze.zet(raster, raster.waar(veld));
    this.werkKnoppenBij();
  }

  sleep(muis, veld) {
    if (!this.sleept || !(muis.buttons & 1)) return;
    const raster = this.raster(veld);
    const plek = raster.waar(veld);
    if (this.keuze.raster !== raster || (!this.keuze.blok && String(plek) === String(this.keuze.anker))) return;
    this.vak.classList.add("rooster--sleept");
    this.verleng(plek);
  }

  laatLos() {
    this.sleept = false;
    this.vak.classList.remove("rooster--sleept");
  }

  // --- Changing many cells at once: each is one step ---

  verander(lijst) {
    for (const [veld, waarde] of lijst) veld.value = waarde;
    this.stappen.schrijf(lijst.map(([veld]) => veld));
    this.ververs(lijst[0]?.[0]);
  }

  getypt(veld) {
    if (this.stil) return;
    if (this.keuze.blok) this.keuze.wis();
    this.stappen.schrijf([veld], true);
    toon(this);
    this.werkKnoppenBij();
  }

  /** The form hears of it as well: it watches over what is not saved, and keeps it as klad. */
  ververs(veld) {
    this.stil = true;
    veld?.dispatchEvent(new Event("input", { bubbles: true }));
    this.stil = false;
    toon(this);
    this.werkKnoppenBij();
  }

  maakLeeg() {
    this.verander(this.keuze.velden().map((veld) => [veld, ""]));
    this.meld("Het blok is leeg.");
  }

  vul(bron) {
    const raster = this.keuze.raster;
    const lijst = this.keuze.plekken().flatMap((rij, r, rijen) =>
      rij.map((plek, k) => [raster.veld(plek), raster.tekst(bron(rijen, r, k))]),
    );
    this.verander(lijst.filter(([veld]) => veld));
  }

  vulNaarRechts() {
    this.vul((rijen, r) => rijen[r][0]);
    this.meld("Elke rij is gevuld met haar eerste getal.");
  }

  vulOmlaag() {
    this.vul((rijen, _, k) => rijen[0][k]);
    this.meld("Elke kolom is gevuld met haar bovenste getal.");
  }

  terug(richting) {
    const velden = this.stappen.stap(richting);
    if (!velden) {
      this.meld(richting < 0 ? "Er is niets meer om ongedaan te maken." : "Er is niets om opnieuw te doen.");
      return;
    }
    const veld = velden[0];
    for (let vak = veld.parentElement; vak !== this.vak; vak = vak.parentElement) {
      if (vak.tagName === "DETAILS") vak.open = true;
    }
    this.kies(velden);
    this.ververs(veld);
    this.meld(`${richting < 0 ? "Ongedaan gemaakt" : "Opnieuw gedaan"}: ${veld.getAttribute("aria-label")}.`);
  }

  /** Shows the smallest block around these cells. */
  kies(velden) {
    const raster = this.raster(velden[0]);
    const plekken = velden.map((veld) => raster.waar(veld)).filter(Boolean);
    const rijen = plekken.map(([r]) => r);
    const kolommen = plekken.map(([, k]) => k);
    this.zetBlok(raster, [Math.min(...rijen), Math.min(...kolommen)], [Math.max(...rijen), Math.max(...kolommen)]);
  }

  // --- Clipboard ---

  kopieer(gebeurtenis) {
    if (!this.keuze.blok) return false;
    gebeurtenis.preventDefault();
    const rijen = this.keuze.plekken().map((rij) => rij.map((plek) => this.keuze.raster.tekst(plek)));
    gebeurtenis.clipboardData.setData("text/plain", schrijfBlok(rijen));
    const [hoog, breed] = this.keuze.maten;
    this.meld(`Gekopieerd: ${telwoord(hoog, "rij", "rijen")} en ${telwoord(breed, "kolom", "kolommen")}.`);
    return true;
  }

  plak(gebeurtenis, veld) {
    const tekst = gebeurtenis.clipboardData?.getData("text/plain") ?? "";
    if (!/[\t\n\r]/.test(tekst.trimEnd()) && !this.keuze.blok) return;
    const raster = this.raster(veld);
    gebeurtenis.preventDefault();
    // Pasted by a menu in a cell where one was not yet: there it begins.
    if (this.keuze.raster !== raster || !this.keuze.anker) this.keuze.zet(raster, raster.waar(veld));
    const [r1, , k1] = this.keuze.rand;
    const blok = herhaal(leesBlok(tekst), ...this.keuze.maten);
    const { lijst, weg } = this.pas(raster, blok, [r1, k1]);
    const hoog = Math.min(blok.length, raster.hoog - r1);
    const breed = Math.min(blok[0].length, raster.breed - k1);
    this.verander(lijst);
    this.zetBlok(raster, [r1, k1], [r1 + hoog - 1, k1 + breed - 1]);
    this.meldGeplakt(blok, hoog, breed, weg);
  }

  /** Which field gets which value, and which values have no field. */
  pas(raster, blok, [r1, k1]) {
    const lijst = [];
    const weg = [];
    blok.forEach((rij, r) =>
      rij.forEach((waarde, k) => {
        const plek = [r1 + r, k1 + k];
        const veld = raster.veld(plek);
        if (veld) lijst.push([veld, waarde]);
        // A sum of one's own, such as the rest, is left out without a word when it says the same.
        else if (waarde && waarde.replaceAll(".", "") !== raster.tekst(plek).replaceAll(".", "")) weg.push(waarde);
      }),
    );
    return { lijst, weg };
  }

  meldGeplakt(blok, hoog, breed, weg) {
    const geplakt = `Geplakt: ${telwoord(hoog, "rij", "rijen")} en ${telwoord(breed, "kolom", "kolommen")}.`;
    if (!weg.length) {
      this.meld(geplakt);
      return;
    }
    const over = [];
    if (blok.length > hoog) over.push(telwoord(blok.length - hoog, "rij", "rijen"));
    if (blok[0].length > breed) over.push(telwoord(blok[0].length - breed, "kolom", "kolommen"));
    const waar = over.length ? `${over.join(" en ")} te veel` : "op een plek zonder invulvak";
    const wat = weg.length > 5 ? `${weg.slice(0, 5).join(", ")}, …` : weg.join(", ");
    this.meld(`${geplakt} Paste niet: ${telwoord(weg.length, "waarde", "waarden")} (${wat}), ${waar}.`, true);
  }

  // --- Buttons and messages ---

  knoppen() {
    const rij = this.vak.querySelector("[data-rooster-knoppen]");
    if (!rij) return;
    rij.hidden = false;
    this.knop = Object.fromEntries([...rij.querySelectorAll("[data-doe]")].map((knop) => [knop.dataset.doe, knop]));
    const doe = {
      terug: () => this.terug(-1),
      vooruit: () => this.terug(1),
      vul: () => this.vulNaarRechts(),
      wis: () => this.maakLeeg(),
    };
    rij.addEventListener("click", ({ target }) => doe[target.closest("[data-doe]")?.dataset.doe]?.());
    this.werkKnoppenBij();
  }

  werkKnoppenBij() {
    if (!this.knop) return;
    const { blok } = this.keuze;
    const breed = blok && this.keuze.maten[1] > 1;
    const kan = { terug: this.stappen.kanTerug, vooruit: this.stappen.kanVooruit, vul: breed, wis: blok };
    for (const [naam, knop] of Object.entries(this.knop)) {
      // Who is on the button when it can do no more stays on it.
      if (kan[naam] || document.activeElement !== knop) knop.disabled = !kan[naam];
    }
  }

  meld(tekst, fout = false) {
    if (!this.regel) return;
    this.regel.textContent = tekst;
    this.regel.classList.toggle("rooster__melding--fout", fout);
  }
}

for (const vak of document.querySelectorAll("[data-rooster]")) new Rooster(vak);
