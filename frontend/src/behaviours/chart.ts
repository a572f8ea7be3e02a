import { BarChart, LineChart } from "echarts/charts";
import { GridComponent, TitleComponent, TooltipComponent } from "echarts/components";
import { init, use } from "echarts/core";
import { CanvasRenderer } from "echarts/renderers";
import { coloursOf, heightOf, optionsOf } from "../charts.ts";
import { headsOf, rowsOf } from "../tables.ts";

use([BarChart, LineChart, GridComponent, TitleComponent, TooltipComponent, CanvasRenderer]);

/** `data-chart="pyramid|bars|line"`: draws the table beneath it; the table stays for those who rather read. */
export function chart(element: HTMLElement) {
  const table = element.querySelector("table");
  const drawing = element.querySelector<HTMLElement>(".drawing");
  if (!table || !drawing) return;
  drawing.hidden = false;
  const rows = rowsOf(table);
  const kind = element.dataset["chart"] ?? "bars";
  if (kind === "bars") drawing.style.height = `${heightOf(rows.length)}px`;
  const instance = init(drawing, null, { renderer: "canvas" });
  const draw = () => instance.setOption(optionsOf(kind, rows, headsOf(table), coloursOf(element)), true);
  draw();
  instance.on("click", ({ dataIndex }) => {
    const url = rows[dataIndex]?.url;
    if (url) location.assign(url);
  });
  new ResizeObserver(() => instance.resize()).observe(drawing);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);
  new MutationObserver(draw).observe(document.documentElement, { attributeFilter: ["data-theme"] });
}
