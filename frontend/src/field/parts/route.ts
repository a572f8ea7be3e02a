// Where one is, in the address after the #, so that the phone's own back button works.
import { computed, signal } from "@preact/signals";

const hash = signal(location.hash);
addEventListener("hashchange", () => {
  hash.value = location.hash;
  scrollTo(0, 0);
});

/** ["person", "uuid"] of #/person/uuid; the list of homes when nothing is said. */
export const route = computed(() => {
  const [name = "", ...rest] = hash.value.replace(/^#\/?/, "").split("/").map(decodeURIComponent);
  return { name: name || "homes", rest };
});

export function go(...parts: string[]) {
  location.hash = `#/${parts.map(encodeURIComponent).join("/")}`;
}

/** In place of the present one: the way back leads past it. */
export function goInstead(...parts: string[]) {
  location.replace(`#/${parts.map(encodeURIComponent).join("/")}`);
}
