// Which rows of a long list stand on the screen: all rows are one height, so it is a division. Pure.
export type Window = { first: number; last: number };

const SPARE = 2;

export function windowOf(scrolled: number, height: number, row: number, count: number): Window {
  // A list that has just become shorter is still scrolled to where it used to end.
  const top = Math.max(0, Math.min(scrolled, count * row - height));
  return { first: Math.max(0, Math.floor(top / row) - SPARE), last: Math.min(count, Math.ceil((top + height) / row) + SPARE) };
}

/** As many rows as ever stand in a window of this height. */
export const mostRows = (height: number, row: number) => Math.ceil(height / row) + 1 + 2 * SPARE;
