// Which rows of a long list stand on the screen: all rows are one height, so it is a division. Pure.
export type Window = { first: number; last: number };

const SPARE = 6;

export function windowOf(scrolled: number, height: number, row: number, count: number): Window {
  const first = Math.max(0, Math.floor(scrolled / row) - SPARE);
  return { first, last: Math.min(count, Math.ceil((scrolled + height) / row) + SPARE) };
}
