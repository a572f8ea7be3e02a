import { signal } from "@preact/signals";

/** What the browser knows of the line: it may be up and lead nowhere, but when it is down nothing goes. */
export const online = signal(navigator.onLine);
addEventListener("online", () => (online.value = true));
addEventListener("offline", () => (online.value = false));
