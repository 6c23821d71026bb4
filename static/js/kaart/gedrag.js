// What every map of the portal shares: where it is, what lies under it, and that the page keeps scrolling.

export const BRT = "https://service.pdok.nl/brt/achtergrondkaart/wmts/v2_0/grijs/EPSG:3857/{z}/{x}/{y}.png";
export const LUCHTFOTO = "https://service.pdok.nl/hwh/luchtfotorgb/wmts/v1_0/Actueel_orthoHR/EPSG:3857/{z}/{x}/{y}.jpeg";
export const NEDERLAND = [
  [50.73, 3.3],
  [53.57, 7.24],
];

// A page that scrolls must keep scrolling: wheel, and on a touch screen one finger, move the map only after it
// was pointed out.
export function pasOpKlik(kaart) {
  const vak = kaart.getContainer();
  const vinger = window.matchMedia("(pointer: coarse)").matches;
  const zet = (aan) => {
    kaart.scrollWheelZoom[aan ? "enable" : "disable"]();
    if (vinger) kaart.dragging[aan ? "enable" : "disable"]();
  };
  zet(false);
  vak.addEventListener("focusin", () => zet(true));
  vak.addEventListener("focusout", ({ relatedTarget }) => {
    if (!vak.contains(relatedTarget)) zet(false);
  });
}
