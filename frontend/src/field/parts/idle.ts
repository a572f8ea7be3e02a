// A phone laid down locks itself. Time is taken from the clock at each look, as timers sleep in a phone that sleeps.
const LOOK = 15_000;

export function whenIdle(minutes: () => number, deed: () => void): void {
  let touched = Date.now();
  const look = () => Date.now() - touched >= minutes() * 60_000 && deed();
  for (const kind of ["pointerdown", "keydown", "scroll", "input"]) addEventListener(kind, () => (touched = Date.now()), { passive: true, capture: true });
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && look());
  setInterval(look, LOOK);
}
