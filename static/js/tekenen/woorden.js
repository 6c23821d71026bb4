// What the drawing tool says. Everything from data is put on the page as text, never as html.

export const UITLEG = {
  teken: "Klik op de kaart voor elke hoek. Klik op de eerste hoek of kies Klaar.",
  gat: "Teken het gat binnen een vlak. Klik op de eerste hoek of kies Klaar.",
  hoeken: "Versleep een hoek. Versleep een klein rondje om een hoek toe te voegen. Rechts klikken (of lang drukken) haalt een hoek weg.",
  verplaats: "Versleep een vlak naar zijn plek.",
  wis: "Klik op het vlak dat weg moet.",
  perceel: "Klik op een perceel om het toe te voegen. Nog een klik haalt het weg. Met het toetsenbord: pijltjes, dan Enter.",
  pand: "Klik op een pand om het toe te voegen. Nog een klik haalt het weg. Met het toetsenbord: pijltjes, dan Enter.",
};

const SOORTEN = { perceel: "percelen", pand: "panden" };

export const onbereikbaar = (soort) =>
  `PDOK geeft nu geen ${SOORTEN[soort]}. Teken het vlak zelf, of vul de hoekpunten in.`;
export const GEEN_ADRES = "Adressen zoeken lukt nu niet: PDOK antwoordt niet. Schuif de kaart zelf naar de plek.";
export const GEEN_GROND = "Achtergrond nu niet bereikbaar; tekenen kan wel.";
export const GEEN_TOETS = "De plek is nu niet te controleren. Dat gebeurt alsnog bij het bewaren.";
export const GAT_ERBUITEN = "Het gat ligt niet helemaal binnen één vlak. Teken het opnieuw.";

export const maat = (m2) => `${Math.round(m2).toLocaleString("nl-NL")} m²`;

export function ligging({ m2, gemeente, regio, provincie }) {
  const waar = gemeente
    ? `Ligt in ${[gemeente.naam, regio && `regio ${regio}`, provincie && `provincie ${provincie}`].filter(Boolean).join(", ")}`
    : "Ligt volgens de kaart in geen gemeente";
  const bij = gemeente?.bron === "benadering" ? " (grenzen bij benadering)" : "";
  return `Oppervlakte ${maat(m2)}. ${waar}${bij}.`;
}

export function kruist([x, y]) {
  return `Het vlak klopt niet: de lijn kruist zichzelf bij ${Math.round(x)}, ${Math.round(y)}. Versleep een hoek, of teken het opnieuw.`;
}

/** Links to what lies on the same ground. */
export function overlapLijst(plek, rijen) {
  plek.replaceChildren();
  if (!rijen.length) return;
  const kop = document.createElement("p");
  kop.textContent = "Overlapt met:";
  const lijst = document.createElement("ul");
  for (const { soort, naam, url, m2 } of rijen) {
    const regel = document.createElement("li");
    const link = document.createElement("a");
    link.href = url;
    link.target = "_blank";
    link.rel = "noopener";
    link.textContent = naam;
    regel.append(`${soort} `, link, ` (${maat(m2)}, nieuw tabblad)`);
    lijst.append(regel);
  }
  plek.append(kop, lijst);
}
