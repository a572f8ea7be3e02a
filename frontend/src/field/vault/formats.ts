// How a vault is written, and the steps from each older way to the next. Phones stay away for weeks: a step, once
// released, stays here for good, and none may touch what waits in the outbox except to carry it over.
import type { Call } from "../visit/call.ts";
import type { Vault } from "./vault.ts";

export type Step = (vault: Pick<Vault, "get" | "all" | "names" | "write">) => Promise<void>;

/** STEPS[n] brings format n + 1 to n + 2. */
export const STEPS: Step[] = [
  // The one visit that was not finished became a draft among several.
  async (vault) => {
    const call = await vault.get<Call>("call");
    if (call) await vault.write(new Map([[`draft/${call.visit}`, { json: { call, at: call.begun, files: [] } }], ["call", null]]));
  },
];
export const FORMAT = 2;

export class WrittenByNewer extends Error {}

/** After each step the reached format is noted, so that a step cut short is done again: steps can be repeated. */
export async function bringUpToDate(
  vault: Parameters<Step>[0],
  format: number,
  note: (reached: number) => Promise<unknown>,
  steps: Step[] = STEPS,
): Promise<void> {
  const newest = steps.length + 1;
  if (format > newest) throw new WrittenByNewer();
  for (let reached = format; reached < newest; reached++) {
    await steps[reached - 1]!(vault);
    await note(reached + 1);
  }
}
