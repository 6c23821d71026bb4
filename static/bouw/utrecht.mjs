// The component library is one file of 400 kB; a page needs a tenth of it. This keeps the rules of the
// components that are named and leaves out the rest.

/** Splits CSS into its top-level statements, each as [prelude, body|null]. */
function* regels(css) {
  const schoon = css.replace(/\/\*[\s\S]*?\*\//g, "");
  let begin = 0;
  let diepte = 0;
  let open = 0;
  for (let i = 0; i < schoon.length; i += 1) {
    const teken = schoon[i];
    if (teken === '"' || teken === "'") {
      i = schoon.indexOf(teken, i + 1);
    } else if (teken === "{") {
      if (diepte === 0) open = i;
      diepte += 1;
    } else if (teken === "}") {
      diepte -= 1;
      if (diepte === 0) {
        yield [schoon.slice(begin, open).trim(), schoon.slice(open + 1, i)];
        begin = i + 1;
      }
    } else if (teken === ";" && diepte === 0) {
      yield [schoon.slice(begin, i).trim(), null];
      begin = i + 1;
    }
  }
}

/** Splits a selector list on the commas that are not inside brackets. */
function selectoren(lijst) {
  const delen = [""];
  let diepte = 0;
  for (const teken of lijst) {
    if ("([".includes(teken)) diepte += 1;
    if (")]".includes(teken)) diepte -= 1;
    if (teken === "," && diepte === 0) delen.push("");
    else delen[delen.length - 1] += teken;
  }
  return delen.map((deel) => deel.trim());
}

function bewaar(selector, namen) {
  const gebruikt = [...selector.matchAll(/\.utrecht-([a-z0-9]+(?:-[a-z0-9]+)*)/g)].map((m) => m[1]);
  return gebruikt.length > 0 && gebruikt.every((naam) => namen.has(naam));
}

/** The part of `css` whose every selector belongs to one of `componenten` (without the prefix utrecht-). */
export function alleenComponenten(css, componenten) {
  const namen = new Set(componenten);
  const uit = [];
  for (const [kop, inhoud] of regels(css)) {
    if (inhoud === null) continue;
    if (kop.startsWith("@media") || kop.startsWith("@supports")) {
      const binnen = alleenComponenten(inhoud, componenten);
      if (binnen) uit.push(`${kop}{${binnen}}`);
    } else if (!kop.startsWith("@")) {
      const over = selectoren(kop).filter((selector) => bewaar(selector, namen));
      if (over.length) uit.push(`${over.join(",")}{${inhoud}}`);
    }
  }
  return uit.join("\n");
}
