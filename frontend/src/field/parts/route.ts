// Where one is, in the address after the #, so that the phone's own back button works.
import { computed, signal } from "@preact/signals";

const hash = signal(location.hash);
const left = new Map<string, number>();
// The browser would bring back the old height before the old screen is there.
history.scrollRestoration = "manual";
addEventListener("hashchange", () => {
  left.set(here(), scrollY);
  hash.value = location.hash;
  scrollTo(0, 0);
});

/** ["person", "uuid"] of #/person/uuid; the list of homes when nothing is said. */
export const route = computed(() => {
  const [name = "", ...rest] = hash.value.replace(/^#\/?/, "").split("/").map(decoded);
  return { name: name || "homes", rest };
});

// The first screen has an address with a name and one without.
const here = () => [route.value.name, ...route.value.rest].join("/");

export function go(...parts: string[]) {
  location.hash = `#/${parts.map(encodeURIComponent).join("/")}`;
}

/** In place of the present one: the way back leads past it. */
export function goInstead(...parts: string[]) {
  location.replace(`#/${parts.map(encodeURIComponent).join("/")}`);
}

/** As far down as this screen was when it was left: in a long list one goes on from where one was. */
export function goOnScrolling() {
  scrollTo(0, left.get(here()) ?? 0);
}

export const forgetPlaces = () => left.clear();

// An address can be mistyped.
function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
