// What is kept in memory of one user is as in the beginning for whoever opens the app next.
import { batch, signal, type Signal } from "@preact/signals";

const all: (() => void)[] = [];

/** A signal that is `initial` again as soon as the app locks. */
export function remembered<T>(initial: T): Signal<T> {
  const kept = signal(initial);
  all.push(() => (kept.value = initial));
  return kept;
}

export const forgetAll = () => batch(() => all.forEach((forget) => forget()));
