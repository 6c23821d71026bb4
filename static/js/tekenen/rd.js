// WGS84 degrees ↔ RD New metres, by the same steps and numbers that PostGIS takes (EPSG:28992 without the RDNAPTRANS
// grid), so that what the browser shows is what the server stores: under a millimetre apart. Proj4js does the same
// at twenty times the weight.

const GRAAD = Math.PI / 180;
const SECONDE = GRAAD / 3600;

const BESSEL = { a: 6377397.155, e2: 0 };
const WGS84 = { a: 6378137, e2: 0 };
for (const [bol, plat] of [[BESSEL, 1 / 299.1528128], [WGS84, 1 / 298.257223563]]) bol.e2 = plat * (2 - plat);

// Amersfoort to WGS 84 (EPSG transformation 4833): metres, radians, scale.
const DX = 565.4171;
const DY = 50.3319;
const DZ = 465.5524;
const RX = -0.398957388243134 * SECONDE;
const RY = 0.343987817378283 * SECONDE;
const RZ = -1.87740163998045 * SECONDE;
const SCHAAL = 1 + 4.0725e-6;

const X0 = 155000;
const Y0 = 463000;
const K0 = 0.9999079;
const E = Math.sqrt(BESSEL.e2);

function kromte(bol, phi) {
  return bol.a / Math.sqrt(1 - bol.e2 * Math.sin(phi) ** 2);
}

function naarRuimte(bol, lat, lon) {
  const n = kromte(bol, lat);
  return [n * Math.cos(lat) * Math.cos(lon), n * Math.cos(lat) * Math.sin(lon), n * (1 - bol.e2) * Math.sin(lat)];
}

function naarBol(bol, [x, y, z]) {
  const p = Math.hypot(x, y);
  let lat = Math.atan2(z, p * (1 - bol.e2));
  for (let i = 0; i < 6; i += 1) lat = Math.atan2(z + bol.e2 * kromte(bol, lat) * Math.sin(lat), p);
  return [lat, Math.atan2(y, x)];
}

// The position vector rotation of the national datum and its exact inverse.
const DRAAI = [
  [1, -RZ, RY],
  [RZ, 1, -RX],
  [-RY, RX, 1],
];

function naarWgs([x, y, z]) {
  return DRAAI.map((rij, i) => [DX, DY, DZ][i] + SCHAAL * (rij[0] * x + rij[1] * y + rij[2] * z));
}

function vanWgs(punt) {
  const [x, y, z] = [DX, DY, DZ].map((d, i) => (punt[i] - d) / SCHAAL);
  const [[a, b, c], [d, e, f], [g, h, i]] = DRAAI;
  const det = a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g);
  return [
    ((e * i - f * h) * x - (b * i - c * h) * y + (b * f - c * e) * z) / det,
    (-(d * i - f * g) * x + (a * i - c * g) * y - (a * f - c * d) * z) / det,
    ((d * h - e * g) * x - (a * h - b * g) * y + (a * e - b * d) * z) / det,
  ];
}

// Oblique stereographic by way of a conformal sphere.
const PHI0 = 52.15616055555555 * GRAAD;
const LAM0 = 5.38763888888889 * GRAAD;
const N = Math.sqrt(1 + (BESSEL.e2 * Math.cos(PHI0) ** 4) / (1 - BESSEL.e2));
const S0 = Math.sin(PHI0);
const CHI0 = Math.asin(S0 / N);
const R = (BESSEL.a * Math.sqrt(1 - BESSEL.e2)) / (1 - BESSEL.e2 * S0 ** 2);
const isometrisch = (phi) => Math.atanh(Math.sin(phi)) - E * Math.atanh(E * Math.sin(phi));
const M = Math.atanh(Math.sin(CHI0)) - N * isometrisch(PHI0);

function projecteer(phi, lam) {
  const chi = Math.asin(Math.tanh(N * isometrisch(phi) + M));
  const d = N * (lam - LAM0);
  const noemer = 1 + Math.sin(chi) * Math.sin(CHI0) + Math.cos(chi) * Math.cos(CHI0) * Math.cos(d);
  const k = (2 * R * K0) / noemer;
  return [
    X0 + k * Math.cos(chi) * Math.sin(d),
    Y0 + k * (Math.sin(chi) * Math.cos(CHI0) - Math.cos(chi) * Math.sin(CHI0) * Math.cos(d)),
  ];
}

function ontvouw(x, y) {
  const dx = x - X0;
  const dy = y - Y0;
  const rho = Math.hypot(dx, dy);
  const c = 2 * Math.atan2(rho, 2 * R * K0);
  const chi = rho
    ? Math.asin(Math.cos(c) * Math.sin(CHI0) + (dy * Math.sin(c) * Math.cos(CHI0)) / rho)
    : CHI0;
  const d = Math.atan2(dx * Math.sin(c), rho * Math.cos(CHI0) * Math.cos(c) - dy * Math.sin(CHI0) * Math.sin(c));
  const q = (Math.atanh(Math.sin(chi)) - M) / N;
  let phi = chi;
  for (let i = 0; i < 8; i += 1) phi = Math.asin(Math.tanh(q + E * Math.atanh(E * Math.sin(phi))));
  return [phi, LAM0 + d / N];
}

/** [lon, lat] in WGS84 degrees to [x, y] in RD metres. */
export function naarRd([lon, lat]) {
  return projecteer(...naarBol(BESSEL, vanWgs(naarRuimte(WGS84, lat * GRAAD, lon * GRAAD))));
}

/** [x, y] in RD metres to [lon, lat] in WGS84 degrees. */
export function vanRd([x, y]) {
  const [lat, lon] = naarBol(WGS84, naarWgs(naarRuimte(BESSEL, ...ontvouw(x, y))));
  return [lon / GRAAD, lat / GRAAD];
}
