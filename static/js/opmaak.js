// A row of buttons above a text with signs in it (Markdown); without a script one types the signs.
const KNOPPEN = [
  ["Kop", { regel: "## " }],
  ["Tussenkop", { regel: "### " }],
  ["Vet", { om: "**" }],
  ["Schuin", { om: "*" }],
  ["Lijst", { regel: "- " }],
  ["Nummers", { regel: "1. " }],
  ["Link", { link: true }],
];

// Typing by the browser's own command keeps Ctrl+Z working; where there is none the text is set.
function zet(veld, van, tot, tekst) {
  veld.focus();
  veld.setSelectionRange(van, tot);
  if (!document.execCommand("insertText", false, tekst)) {
    veld.setRangeText(tekst, van, tot, "end");
    veld.dispatchEvent(new InputEvent("input", { bubbles: true }));
  }
}

function omRegels(veld, teken) {
  const { value, selectionStart, selectionEnd } = veld;
  const van = value.lastIndexOf("\n", selectionStart - 1) + 1;
  const einde = value.indexOf("\n", selectionEnd);
  const tot = einde === -1 ? value.length : einde;
  const regels = value.slice(van, tot).split("\n");
  const heeft = regels.every((regel) => regel.startsWith(teken));
  const nieuw = regels.map((regel) => (heeft ? regel.slice(teken.length) : teken + regel.replace(/^(#{1,6} |- |\d+\. )/, "")));
  zet(veld, van, tot, nieuw.join("\n"));
}

function omKeuze(veld, voor, na, leeg) {
  const { value, selectionStart, selectionEnd } = veld;
  const keuze = value.slice(selectionStart, selectionEnd) || leeg;
  zet(veld, selectionStart, selectionEnd, voor + keuze + na);
  const begin = selectionStart + voor.length;
  veld.setSelectionRange(begin, begin + keuze.length);
}

function doe(veld, wat) {
  if (wat.regel) omRegels(veld, wat.regel);
  else if (wat.om) omKeuze(veld, wat.om, wat.om, "tekst");
  else omKeuze(veld, "[", "](https://)", "woorden");
}

function balk(veld) {
  const rij = document.createElement("div");
  rij.className = "opmaakbalk";
  rij.setAttribute("role", "group");
  rij.setAttribute("aria-label", "Opmaak van de tekst");
  for (const [naam, wat] of KNOPPEN) {
    const knop = document.createElement("button");
    knop.type = "button";
    knop.className = "utrecht-button utrecht-button--secondary-action knop-smal";
    knop.textContent = naam;
    knop.addEventListener("click", () => doe(veld, wat));
    rij.append(knop);
  }
  veld.before(rij);
}

for (const veld of document.querySelectorAll("textarea[data-opmaak]")) balk(veld);
