export function map(_element: HTMLElement) {}
