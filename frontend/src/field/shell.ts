// The app's own upkeep: its service worker, a newer version that waits, the form engine for days without signal.
import { signal } from "@preact/signals";

export const newer = signal<ServiceWorker | null>(null);
export const engineKept = signal(false);

export async function keepShell(): Promise<void> {
  if (!("serviceWorker" in navigator)) return;
  const registration = await navigator.serviceWorker.register("/field/sw.js", { scope: "/field/" });
  noticeNewer(registration);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible" && navigator.onLine) void registration.update().catch(() => {});
  });
}

/** A newer version waits until it is asked in: nothing is reloaded under somebody's hands. */
function noticeNewer(registration: ServiceWorkerRegistration) {
  const notice = (worker: ServiceWorker | null) => {
    if (worker?.state === "installed" && navigator.serviceWorker.controller) newer.value = worker;
  };
  notice(registration.waiting);
  registration.addEventListener("updatefound", () => {
    const worker = registration.installing;
    worker?.addEventListener("statechange", () => notice(worker));
  });
}

export function takeNewer() {
  navigator.serviceWorker.addEventListener("controllerchange", () => location.reload(), { once: true });
  newer.value?.postMessage("take over");
}

/** The form engine is a megabyte: fetched once there is somebody to use it, and never in the first load. */
export async function keepEngine(): Promise<void> {
  const registration = await navigator.serviceWorker?.ready;
  if (!registration?.active || engineKept.value) return;
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = ({ data }) => (engineKept.value = data === true);
  registration.active.postMessage("keep engine", [port2]);
}
