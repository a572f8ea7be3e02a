// Where a phone stands in copying the registry, and how one answer of the server moves it on. Pure.
import type { Answer, Lists } from "../wire.ts";
import { LISTS } from "../wire.ts";

/** `fresh` names the snapshot that is being received whole; `round` numbers such snapshots. */
export type Progress = {
  cursor?: string;
  scope?: string;
  lists?: string;
  part?: string | null;
  fresh?: string | null;
  round: number;
};

export type Question = { cursor?: string; scope?: string; lists?: string; part?: string; ask?: string[] };

export const BEGINNING: Progress = { round: 0 };

export function questionOf({ cursor, scope, lists, part }: Progress, ask: string[]): Question {
  const from = part ? { part } : { ...(cursor && { cursor }), ...(scope && { scope }) };
  return { ...from, ...(lists && { lists }), ...(ask.length && { ask }) };
}

/** A cursor is kept only when nothing is missing: a cut in between costs the part that was on its way. */
export function advanced(before: Progress, answer: Answer): Progress {
  const named = `${answer.scope} ${answer.cursor}`;
  const begins = answer.reset && (!before.part || before.fresh !== named);
  const round = begins ? before.round + 1 : before.round;
  const fresh = answer.reset ? named : before.part ? (before.fresh ?? null) : null;
  // What `lists` names is complete in the answer that brings it, so it may be remembered at once.
  if (answer.more) return { ...before, lists: answer.lists, part: answer.more, fresh, round };
  return { cursor: answer.cursor, scope: answer.scope, lists: answer.lists, part: null, fresh: null, round };
}

/** Whether with this answer a whole snapshot is there, so that whoever was in none of its parts goes. */
export function completes(before: Progress, answer: Answer): boolean {
  return !answer.more && (answer.reset || Boolean(before.part && before.fresh));
}

export function listsIn(answer: Answer): Partial<Lists> {
  return Object.fromEntries(LISTS.filter((name) => answer[name] !== undefined).map((name) => [name, answer[name]]));
}

const FIRST = 20_000;
export const LONGEST = 30 * 60_000;

/** How long to leave a server alone after so many failures in a row; spread, so that a village does not come at once. */
export function patience(failures: number, chance = Math.random()): number {
  return Math.min(LONGEST, FIRST * 2 ** Math.max(0, failures - 1)) * (0.75 + chance / 2);
}
