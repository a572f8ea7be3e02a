// Where the phone is, when its owner lets it tell.
import type { Point } from "../distance.ts";
import { remembered } from "../parts/remembered.ts";

export const here = remembered<Point | null>(null);

/** The position, or null where it is refused or takes too long; nothing ever waits for it. */
export function locate(): Promise<GeolocationPosition | null> {
  const options = { enableHighAccuracy: true, timeout: 20_000, maximumAge: 60_000 };
  return new Promise((resolve) => {
    if (!navigator.geolocation) return resolve(null);
    const found = (position: GeolocationPosition) => {
      here.value = [position.coords.latitude, position.coords.longitude];
      resolve(position);
    };
    navigator.geolocation.getCurrentPosition(found, () => resolve(null), options);
  });
}
