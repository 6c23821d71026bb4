/** Puts a message in the page's own message area. Errors stay; the text is never read as html. */
export function meld(soort, tekst) {
  const plek = document.getElementById("meldingen");
  if (!plek || [...plek.children].some((vak) => vak.textContent.trim() === tekst)) return;
  const vak = document.createElement("div");
  vak.className = `utrecht-alert utrecht-alert--${soort}`;
  const inhoud = document.createElement("p");
  inhoud.className = "utrecht-alert__content";
  inhoud.textContent = tekst;
  vak.append(inhoud);
  plek.append(vak);
}
