import L from "leaflet";
import type { Feature, FeatureCollection, Geometry, Point } from "geojson";
import Supercluster, { type AnyProps, type ClusterFeature, type ClusterProperties, type PointFeature } from "supercluster";
import { classesOf, shadeOf } from "../shades.ts";
import { grouped } from "../words.ts";

type Known = { name: string; url: string; count: number | null; share: number | null };
type Measure = "count" | "share";

/** `data-map`: places coloured by their number or by their share, points gathered where they crowd; no tiles needed. */
export function map(element: HTMLElement) {
  const features: Feature<Geometry, Known>[] = JSON.parse(element.querySelector("script")?.textContent ?? "[]");
  if (!features.length) return;
  const drawing = element.querySelector<HTMLElement>(".drawing")!;
  drawing.hidden = false;
  const canvas = L.map(drawing, { attributionControl: false, scrollWheelZoom: false, zoomSnap: 0.25, zoomControl: false });
  L.control.zoom({ zoomInTitle: element.dataset["zoomIn"], zoomOutTitle: element.dataset["zoomOut"] }).addTo(canvas);
  const shapes = features.filter((each) => each.geometry.type !== "Point");
  const everything = L.geoJSON(collection(features), { pointToLayer: (_point, at) => L.circleMarker(at) });
  canvas.fitBounds(everything.getBounds(), { padding: [28, 28], maxZoom: 15 });
  drawPoints(canvas, features.filter(isPoint), element);
  if (shapes.length) drawShapes(canvas, shapes, element);
}

function collection(features: Feature<Geometry, Known>[]): FeatureCollection<Geometry, Known> {
  return { type: "FeatureCollection", features };
}

function isPoint(feature: Feature<Geometry, Known>): feature is Feature<Point, Known> {
  return feature.geometry.type === "Point";
}

function drawShapes(canvas: L.Map, shapes: Feature<Geometry, Known>[], element: HTMLElement) {
  let layer: L.GeoJSON | undefined;
  const show = (measure: Measure) => {
    layer?.remove();
    layer = shapesBy(measure, shapes, element).addTo(canvas);
  };
  const choice = element.querySelector<HTMLElement>(".map-choice")!;
  choice.hidden = !shapes.some((shape) => shape.properties.share !== null);
  element.querySelector<HTMLElement>(".map-legend")!.hidden = false;
  choice.addEventListener("click", (event) => {
    const button = (event.target as Element).closest<HTMLElement>("[data-by]");
    if (!button) return;
    choice.querySelectorAll("button").forEach((each) => each.setAttribute("aria-pressed", String(each === button)));
    show(button.dataset["by"] as Measure);
  });
  show("count");
}

function shapesBy(measure: Measure, shapes: Feature<Geometry, Known>[], element: HTMLElement) {
  const bounds = classesOf(shapes.map((shape) => shape.properties[measure]).filter((value) => value !== null));
  return L.geoJSON<Known>(collection(shapes), {
    style: (shape) => {
      const value = shape?.properties[measure] ?? null;
      return { className: value === null ? "unknown" : `shade-${shadeOf(value, bounds)}` };
    },
    onEachFeature: (shape, layer) => describe(shape.properties, layer, element),
  });
}

function describe(known: Known, layer: L.Layer, element: HTMLElement) {
  layer.bindTooltip(() => words(known, element), { sticky: true });
  if (known.url) layer.on("click", () => location.assign(known.url));
}

function words({ name, count, share }: Known, element: HTMLElement): HTMLElement {
  const box = document.createElement("span");
  const title = box.appendChild(document.createElement("strong"));
  title.textContent = name;
  const numbers = count === null ? [] : [`${grouped(count)} ${element.dataset["people"] ?? ""}`];
  if (share !== null) numbers.push(`${(100 * share).toFixed(1)}%`);
  box.append(numbers.join(" · "));
  return box;
}

function drawPoints(canvas: L.Map, points: Feature<Point, Known>[], element: HTMLElement) {
  if (!points.length) return;
  const gathered = new Supercluster<Known>({ radius: 56, maxZoom: 17 }).load(points);
  const layer = L.layerGroup().addTo(canvas);
  const show = () => {
    layer.clearLayers();
    const box = canvas.getBounds();
    const found = gathered.getClusters([box.getWest(), box.getSouth(), box.getEast(), box.getNorth()], Math.round(canvas.getZoom()));
    found.forEach((each) => layer.addLayer(pinOf(each, canvas, gathered, element)));
  };
  canvas.on("moveend", show);
  show();
}

function pinOf(found: ClusterFeature<AnyProps> | PointFeature<Known>, canvas: L.Map, gathered: Supercluster<Known>, element: HTMLElement): L.Marker {
  const [longitude, latitude] = found.geometry.coordinates as [number, number];
  const many = "cluster" in found.properties ? (found.properties as ClusterProperties) : null;
  const size = many ? 36 + Math.min(24, Math.log2(many.point_count) * 4) : 20;
  const icon = L.divIcon({ className: "map-pin", html: many ? grouped(many.point_count) : "", iconSize: [size, size] });
  const pin = L.marker([latitude, longitude], { icon, keyboard: true, title: many ? grouped(many.point_count) : (found.properties as Known).name, alt: "" });
  if (many) return pin.on("click", () => canvas.flyTo([latitude, longitude], gathered.getClusterExpansionZoom(many.cluster_id)));
  describe(found.properties as Known, pin, element);
  return pin;
}
