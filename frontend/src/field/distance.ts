export type Point = [latitude: number, longitude: number];

const EARTH = 6_371_000;
const radians = (degrees: number) => (degrees * Math.PI) / 180;

/** Metres as the crow flies (haversine). */
export function metresBetween([latA, lonA]: Point, [latB, lonB]: Point): number {
  const north = Math.sin(radians(latB - latA) / 2);
  const east = Math.sin(radians(lonB - lonA) / 2);
  const square = north * north + Math.cos(radians(latA)) * Math.cos(radians(latB)) * east * east;
  return 2 * EARTH * Math.asin(Math.min(1, Math.sqrt(square)));
}

/** 80 ม., 1.4 กม., 12 กม.: no more exact than a phone knows. */
export function distanceText(metres: number): string {
  if (metres < 950) return `${Math.max(10, Math.round(metres / 10) * 10)} ม.`;
  return metres < 9_950 ? `${(metres / 1000).toFixed(1)} กม.` : `${Math.round(metres / 1000)} กม.`;
}
