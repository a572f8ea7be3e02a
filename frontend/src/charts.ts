import type { Row } from "./tables.ts";
import { grouped } from "./words.ts";

export type Colours = { ink: string; soft: string; line: string; first: string; second: string; font: string };

// A canvas knows no light-dark(): the browser resolves the colours on a probe.
export function coloursOf(element: HTMLElement): Colours {
  const probe = element.appendChild(document.createElement("span"));
  const resolved = (name: string) => {
    probe.style.color = `var(${name})`;
    return asRgb(getComputedStyle(probe).color);
  };
  const colours = { ink: resolved("--ink"), soft: resolved("--ink-soft"), line: resolved("--line"), first: resolved("--ours"), second: resolved("--waits-line"), font: getComputedStyle(probe).fontFamily };
  probe.remove();
  return colours;
}

// ECharts blends colours itself and understands no oklch().
function asRgb(colour: string): string {
  const context = document.createElement("canvas").getContext("2d", { willReadFrequently: true })!;
  context.fillStyle = colour;
  context.fillRect(0, 0, 1, 1);
  const [red, green, blue] = context.getImageData(0, 0, 1, 1).data;
  return `rgb(${red}, ${green}, ${blue})`;
}

export function optionsOf(kind: string, rows: Row[], heads: string[], colours: Colours) {
  const text = { color: colours.ink, fontFamily: colours.font, fontSize: 14 };
  const base = { animation: false, textStyle: { fontFamily: colours.font }, tooltip: { trigger: "item", confine: true, textStyle: { fontFamily: colours.font } } };
  if (kind === "pyramid") return { ...base, ...pyramid(rows, heads, colours, text) };
  return { ...base, ...(kind === "line" ? line(rows, colours, text) : bars(rows, colours, text)) };
}

function pyramid(rows: Row[], heads: string[], colours: Colours, text: object) {
  const widest = niceLimit(Math.max(1, ...rows.flatMap((row) => row.values)));
  const side = (at: number, sign: number, colour: string) => ({
    type: "bar", name: heads[at + 1], data: rows.map((row) => sign * (row.values[at] ?? 0)), stack: "age", barCategoryGap: "14%",
    itemStyle: { color: colour, borderRadius: sign < 0 ? [3, 0, 0, 3] : [0, 3, 3, 0] },
  });
  const title = (name: string, left: string) => ({ text: name, left, top: 0, textAlign: "center", textStyle: { ...text, fontWeight: 600 } });
  return {
    grid: { left: 8, right: 12, top: 28, bottom: 4, containLabel: true },
    xAxis: { type: "value", min: -widest, max: widest, interval: widest / 2, axisLabel: { ...text, color: colours.soft, formatter: (value: number) => grouped(Math.abs(value)) }, splitLine: { lineStyle: { color: colours.line } } },
    yAxis: { type: "category", data: rows.map((row) => row.label), axisTick: { show: false }, axisLine: { show: false }, axisLabel: text },
    tooltip: { trigger: "axis", axisPointer: { type: "shadow" }, confine: true, formatter: (found: { seriesName: string; value: number; name: string }[]) => tip(found), textStyle: { fontFamily: colours.font } },
    title: [title(heads[1] ?? "", "36%"), title(heads[2] ?? "", "76%")],
    series: [side(0, -1, colours.second), side(1, 1, colours.first)],
  };
}

function tip(found: { seriesName: string; value: number; name: string }[]): string {
  return [found[0]?.name ?? "", ...found.map((each) => `${each.seriesName} ${grouped(Math.abs(each.value))}`)].map(escaped).join("<br>");
}

/** As many pixels as bars need, so that one is no banner and twenty are no comb. */
export function heightOf(bars: number): number {
  return 24 + 30 * Math.max(1, bars);
}

function bars(rows: Row[], colours: Colours, text: object) {
  return {
    grid: { left: 4, right: 56, top: 4, bottom: 4, containLabel: true },
    xAxis: { type: "value", show: false },
    yAxis: { type: "category", inverse: true, data: rows.map((row) => row.label), axisTick: { show: false }, axisLine: { show: false }, axisLabel: { ...text, width: 150, overflow: "truncate" } },
    series: [{ type: "bar", data: rows.map((row) => row.values[0] ?? 0), barMaxWidth: 28, itemStyle: { color: colours.first, borderRadius: [0, 4, 4, 0] }, label: { ...text, show: true, position: "right", formatter: ({ value }: { value: number }) => grouped(value) } }],
  };
}

function line(rows: Row[], colours: Colours, text: object) {
  const last = rows.length - 1;
  const values = rows.map((row) => row.values[0] ?? 0);
  const beside = (index: number) => (values[index === 0 ? 1 : last - 1] ?? 0) > (values[index] ?? 0);
  const away = (index: number) => ({ label: { align: index === 0 ? "left" : index === last ? "right" : "center", position: beside(index) ? "bottom" : "top" } });
  return {
    grid: { left: 4, right: 12, top: 24, bottom: 4, containLabel: true },
    xAxis: { type: "category", boundaryGap: false, data: rows.map((row) => row.label), axisTick: { show: false }, axisLine: { lineStyle: { color: colours.line } }, axisLabel: { ...text, color: colours.soft, hideOverlap: true } },
    yAxis: { type: "value", ...around(values), axisLabel: { ...text, color: colours.soft, formatter: grouped }, splitLine: { lineStyle: { color: colours.line } } },
    series: [{ type: "line", data: values.map((value, index) => ({ value, ...away(index) })), symbolSize: 8, lineStyle: { width: 3, color: colours.first }, itemStyle: { color: colours.first }, label: { ...text, show: true, formatter: ({ value, dataIndex }: { value: number; dataIndex: number }) => (dataIndex === last || dataIndex === 0 ? grouped(value) : "") } }],
  };
}

/** Where the axis of a course begins and ends: at zero, or near values that from zero would be a flat line. */
export function around(values: number[]): { min?: number; max?: number; interval?: number } {
  const [least, most] = [Math.min(...values), Math.max(...values)];
  if (least <= most / 2) return {};
  const room = Math.max(most - least, most / 10);
  const step = niceLimit(room) / 2;
  return { min: Math.floor((least - room / 2) / step) * step, max: Math.ceil((most + room / 2) / step) * step, interval: step };
}

/** The next round number that is easily halved: 7 → 8, 130 → 200. */
export function niceLimit(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  return [1, 2, 4, 6, 8, 10].map((step) => step * power).find((limit) => limit >= value) ?? value;
}

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (letter) => `&#${letter.charCodeAt(0)};`);
}
