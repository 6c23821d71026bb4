// Stands in for parts of protomaps-leaflet that this portal never calls: its own base map styles and the
// pmtiles archive format. Together they are a fifth of the bundle.
export const namedFlavor = () => ({});
export class PMTiles {}
