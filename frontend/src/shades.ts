export const SHADES = 5;

/** The upper bounds of five classes with about as many places in each; fewer when many places are equal. */
export function classesOf(values: number[]): number[] {
  const sorted = [...values].sort((a, b) => a - b);
  const bounds = Array.from({ length: SHADES }, (_, at) => sorted[Math.ceil(((at + 1) * sorted.length) / SHADES) - 1]);
  return [...new Set(bounds.filter((bound) => bound !== undefined))];
}

/** The class of a value, spread over the shades so that the highest is always the darkest. */
export function shadeOf(value: number, bounds: number[]): number {
  if (bounds.length < 2) return value > 0 ? SHADES - 1 : 0;
  const at = bounds.findIndex((bound) => value <= bound);
  const place = at < 0 ? bounds.length - 1 : at;
  return Math.round((place * (SHADES - 1)) / (bounds.length - 1));
}
