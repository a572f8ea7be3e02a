import L from "leaflet";
import { metresBetween, type Point } from "../distance.ts";
import type { Person } from "../wire.ts";
import { t } from "../words.ts";
import type { Row } from "./list.ts";

const AROUND = 2_000;
const MOST = 200;

/** The home, its neighbours and the phone; returns how to take the map away. */
export function drawMap(element: HTMLElement, person: Person, rows: Row[], here: Point | null): () => void {
  const map = L.map(element, { attributionControl: false, scrollWheelZoom: false, zoomControl: false }).setView(person.ll!, 16);
  L.control.zoom({ position: "bottomright", zoomInTitle: t("Closer"), zoomOutTitle: t("Farther") }).addTo(map);
  scaleInThai(map);
  for (const other of neighbours(person, rows)) L.circleMarker(other.ll!, { radius: 7, className: "pin other" }).bindTooltip(other.n).addTo(map);
  L.circleMarker(person.ll!, { radius: 12, className: "pin this" }).bindTooltip(person.n, { permanent: true, direction: "top", offset: [0, -8] }).addTo(map);
  if (here) L.circleMarker(here, { radius: 9, className: "pin me" }).addTo(map);
  return () => map.remove();
}

function neighbours(person: Person, rows: Row[]): Person[] {
  const placed = rows.map((row) => row.person).filter((other) => other.ll && other.id !== person.id);
  return placed.filter((other) => metresBetween(person.ll!, other.ll!) <= AROUND).slice(0, MOST);
}

// Leaflet writes it anew at each move, in Latin letters only.
function scaleInThai(map: L.Map) {
  const scale = L.control.scale({ imperial: false }).addTo(map);
  const say = () => {
    for (const line of scale.getContainer()!.children) line.textContent = line.textContent!.replace("km", "กม.").replace("m", "ม.");
  };
  map.on("move", say);
  say();
}
