// Het waarom as slides: what the page shows below each other, one at a time and over the whole screen. Without this
// script the page is read by scrolling.
const VEEG = 50; // px that a finger moves sideways before it is a swipe
const RUST = 3000; // ms without a mouse or a finger after which the buttons go out of sight

const dias = document.querySelector("[data-dias]");
const bladen = [...dias.querySelectorAll("[data-dia]")];
const balk = dias.querySelector("[data-dias-balk]");
const melding = dias.querySelector("[data-dia-melding]");
const begin = document.querySelector("[data-presenteer]");
const wortel = document.documentElement;

let nu = 0;
let rustklok = null;
let kleinerGevraagd = false;

const presenteert = () => wortel.classList.contains("presenteert");

function uitAdres() {
  const plek = bladen.findIndex((blad) => `#${blad.id}` === window.location.hash);
  return plek < 0 ? null : plek;
}

/** The slide that takes the middle of the window: who scrolled to it starts there. */
function inBeeld() {
  const midden = window.innerHeight / 2;
  const plek = bladen.findIndex((blad) => blad.getBoundingClientRect().bottom > midden);
  return plek < 0 ? bladen.length - 1 : plek;
}

function toon(plek) {
  const oud = bladen[nu];
  nu = Math.max(0, Math.min(bladen.length - 1, plek));
  const blad = bladen[nu];
  // What is about to go out of sight cannot keep the focus.
  if (oud !== blad && oud.contains(document.activeElement)) dias.focus();
  for (const ander of bladen) ander.classList.toggle("dia--nu", ander === blad);
  blad.scrollTop = 0;
  const stand = `${nu + 1} / ${bladen.length}`;
  balk.querySelector("[data-stand]").textContent = stand;
  balk.querySelector("[data-voortgang-dias]").value = nu + 1;
  balk.querySelector("[data-knop=vorige]").disabled = nu === 0;
  balk.querySelector("[data-knop=volgende]").disabled = nu === bladen.length - 1;
  // A disabled button drops the focus, and the keys with it.
  if (document.activeElement === document.body) dias.focus();
  const kop = document.getElementById(blad.getAttribute("aria-labelledby"));
  melding.textContent = `Dia ${nu + 1} van ${bladen.length}: ${kop.textContent}`;
  window.history.replaceState(window.history.state, "", `#${blad.id}`);
}

function notities(aan) {
  dias.classList.toggle("dias--notities", aan);
  balk.querySelector("[data-knop=notities]").setAttribute("aria-pressed", String(aan));
  for (const vak of dias.querySelectorAll(".dia__notities")) vak.open = aan;
}

async function heleScherm() {
  try {
    if (document.fullscreenElement) {
      kleinerGevraagd = true;
      await document.exitFullscreen();
    } else await wortel.requestFullscreen();
  } catch {
    // A browser that refuses, or cannot (a phone), shows the slides in its window.
  }
}

function start() {
  const plek = uitAdres() ?? inBeeld();
  wortel.classList.add("presenteert");
  balk.hidden = false;
  notities(false);
  dias.focus();
  toon(plek);
  wek();
  if (!document.fullscreenElement) heleScherm();
}

function stop() {
  if (!presenteert()) return;
  wortel.classList.remove("presenteert");
  balk.hidden = true;
  window.clearTimeout(rustklok);
  dias.classList.remove("dias--rust");
  notities(false);
  melding.textContent = "";
  if (document.fullscreenElement) document.exitFullscreen();
  bladen[nu].focus({ preventScroll: true });
  bladen[nu].scrollIntoView({ block: "start" });
}

/** The buttons are there while somebody moves; a hall looks at the slide alone. */
function wek() {
  dias.classList.remove("dias--rust");
  window.clearTimeout(rustklok);
  rustklok = window.setTimeout(() => dias.classList.add("dias--rust"), RUST);
}

const KNOPPEN = {
  vorige: () => toon(nu - 1),
  volgende: () => toon(nu + 1),
  notities: () => notities(!dias.classList.contains("dias--notities")),
  scherm: heleScherm,
  stop,
};
const TOETSEN = {
  ArrowRight: KNOPPEN.volgende,
  ArrowDown: KNOPPEN.volgende,
  PageDown: KNOPPEN.volgende,
  ArrowLeft: KNOPPEN.vorige,
  ArrowUp: KNOPPEN.vorige,
  PageUp: KNOPPEN.vorige,
  Home: () => toon(0),
  End: () => toon(bladen.length - 1),
  Escape: stop,
  n: KNOPPEN.notities,
  f: heleScherm,
};

document.addEventListener("keydown", (gebeurtenis) => {
  if (!presenteert() || gebeurtenis.ctrlKey || gebeurtenis.altKey || gebeurtenis.metaKey) return;
  if (gebeurtenis.key === "Tab") wek();
  let doe = TOETSEN[gebeurtenis.key.length === 1 ? gebeurtenis.key.toLowerCase() : gebeurtenis.key];
  if (gebeurtenis.key === " " && !gebeurtenis.target.closest("a, button, summary")) {
    doe = gebeurtenis.shiftKey ? KNOPPEN.vorige : KNOPPEN.volgende;
  }
  if (!doe) return;
  gebeurtenis.preventDefault();
  doe();
});

balk.addEventListener("click", ({ target }) => KNOPPEN[target.closest("[data-knop]")?.dataset.knop]?.());
begin.addEventListener("click", start);

// Escape in full screen is for the browser: it only tells that it is over.
document.addEventListener("fullscreenchange", () => {
  if (document.fullscreenElement) return;
  if (!kleinerGevraagd) stop();
  kleinerGevraagd = false;
});

window.addEventListener("hashchange", () => {
  const plek = uitAdres();
  if (presenteert() && plek !== null) toon(plek);
});

let vinger = null;
dias.addEventListener("touchstart", ({ touches }) => {
  vinger = touches.length === 1 ? { x: touches[0].clientX, y: touches[0].clientY } : null;
}, { passive: true });
dias.addEventListener("touchend", ({ changedTouches }) => {
  if (!presenteert() || !vinger) return;
  const x = changedTouches[0].clientX - vinger.x;
  const y = changedTouches[0].clientY - vinger.y;
  vinger = null;
  if (Math.abs(x) > VEEG && Math.abs(x) > 2 * Math.abs(y)) toon(nu + (x < 0 ? 1 : -1));
}, { passive: true });
for (const soort of ["pointermove", "pointerdown", "focusin"]) dias.addEventListener(soort, wek);

begin.hidden = false;
document.querySelector("[data-toetsen]").hidden = false;
