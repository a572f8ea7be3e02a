// A form that stands open is looked at every moment, and kept when it has changed: phones die without a word.
import { signal } from "@preact/signals";
import type { Filled } from "../../webforms/index.ts";

const LOOK = 1_500;
const OPENING = 100;

/** `now` keeps at once, and is over when it is written. */
export type Keeping = { now: () => Promise<void>; stop: () => void };

/** The form that stands open, if one does: whoever locks or leaves waits until it is kept. */
export const open = signal<Keeping | null>(null);

export function keepWhileFilling(look: () => Filled | null, keep: (filled: Filled) => Promise<void>, tell: (isKept: boolean) => void): Keeping {
  let last: string | undefined;
  let running = Promise.resolve();
  const once = async () => {
    const filled = look();
    if (!filled) return;
    const print = printOf(filled);
    if (last === undefined) clearInterval(opening);
    else if (print !== last) await keep(filled).then(() => tell(true));
    last = print; // the first look is the form as it was opened
  };
  const now = () => (running = running.then(once).catch(() => tell(false)));
  const leaving = () => document.visibilityState === "hidden" && void now();
  const opening = setInterval(() => void now(), OPENING);
  const timer = setInterval(() => void now(), LOOK);
  document.addEventListener("visibilitychange", leaving);
  addEventListener("pagehide", now);
  const stop = () => {
    clearInterval(opening);
    clearInterval(timer);
    document.removeEventListener("visibilitychange", leaving);
    removeEventListener("pagehide", now);
  };
  return { now, stop };
}

const printOf = ({ xml, files }: Filled) => [xml, ...files.map(({ name, size }) => `${name} ${size}`)].join("\n");
