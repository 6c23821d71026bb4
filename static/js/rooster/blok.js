// A block of cells as text: what Excel puts on the clipboard, and what it takes from there.

// What Excel shows for zero in its own number formats.
const NUL = /^[-–—]$/;
const DECIMALEN = /^(\d{1,3}(?:\.\d{3})+|\d+),0+$/;

/** One value as it is typed here: without the spaces and empty decimals that a sheet adds. The rest stays as it is. */
export function schoon(waarde) {
  const kaal = waarde.replace(/[\s\u00a0\u202f]+/g, " ").trim();
  return NUL.test(kaal) ? "" : kaal.replace(DECIMALEN, "$1");
}

/** Text of the clipboard as rows of values. A value with a tab, a line end or a quote in it comes in quotes. */
export function leesBlok(tekst) {
  const rijen = [[]];
  let waarde = "";
  let tussen = false;
  const klaar = () => {
    rijen.at(-1).push(schoon(waarde));
    waarde = "";
  };
  const invoer = tekst.replaceAll("\r\n", "\n").replaceAll("\r", "\n").replace(/\n$/, "");
  for (let i = 0; i < invoer.length; i += 1) {
    const teken = invoer[i];
    if (tussen) {
      if (teken !== '"') waarde += teken;
      else if (invoer[i + 1] === '"') {
        waarde += teken;
        i += 1;
      } else tussen = false;
    } else if (teken === '"' && waarde === "") tussen = true;
    else if (teken === "\t") klaar();
    else if (teken === "\n") {
      klaar();
      rijen.push([]);
    } else waarde += teken;
  }
  klaar();
  return rijen;
}

export const schrijfBlok = (rijen) => rijen.map((rij) => rij.join("\t")).join("\r\n");

/** A small block as often as it goes into a larger choice, as Excel does: one number fills all that is chosen. */
export function herhaal(rijen, hoog, breed) {
  const kolommen = Math.max(...rijen.map((rij) => rij.length));
  const maalHoog = hoog % rijen.length ? 1 : Math.max(1, hoog / rijen.length);
  const maalBreed = breed % kolommen ? 1 : Math.max(1, breed / kolommen);
  return Array.from({ length: rijen.length * maalHoog }, (_, r) =>
    Array.from({ length: kolommen * maalBreed }, (__, k) => rijen[r % rijen.length][k % kolommen] ?? ""),
  );
}
