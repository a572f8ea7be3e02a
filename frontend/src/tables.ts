export type Row = { label: string; values: number[]; url: string };

/** The numbers of a table as a chart draws them: the first cell names the row, `data-value` cells are its numbers. */
export function rowsOf(table: HTMLTableElement): Row[] {
  return [...table.tBodies].flatMap((body) => [...body.rows]).map((row) => ({
    label: row.cells[0]?.textContent?.trim() ?? "",
    values: [...row.querySelectorAll<HTMLElement>("[data-value]")].map((cell) => Number(cell.dataset["value"])),
    url: row.querySelector("a")?.href ?? "",
  }));
}

export function headsOf(table: HTMLTableElement): string[] {
  return [...(table.tHead?.rows[0]?.cells ?? [])].map((cell) => cell.textContent?.trim() ?? "");
}
