import { signal } from "@preact/signals";

/** A form stands open: nothing may be reloaded, and locking covers it instead of closing it. */
export const isFilling = signal(false);
