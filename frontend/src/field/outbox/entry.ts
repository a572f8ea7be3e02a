// One filled form on its way: what waits, what was refused and why, what the server made of it. Pure.
import type { Outcome, ServerState, Uuid } from "../wire.ts";
import { LONGEST, patience } from "../sync/progress.ts";

/** WAITING: nobody has it but this phone. REFUSED: the server said no. SENT: the server has it safe. */
export type State = "WAITING" | "REFUSED" | "SENT";
export type File = { name: string; type: string; size: number; sent?: boolean };

export type Entry = {
  id: string; // the instanceID, which makes sending twice harmless
  code: string;
  version: string;
  title: string;
  person: { id: Uuid; name: string } | null;
  visit: Uuid;
  at: string; // when it was filled, by the phone
  files: File[];
  size: number;
  state: State;
  tries: number;
  next: number; // not before, in milliseconds since 1970
  refusal?: { status: number; text: string };
  outcome?: Outcome;
  sentAt?: string;
};

export const isUnsent = (entry: Entry) => entry.state !== "SENT";
export const isRefused = (entry: Entry) => entry.state === "REFUSED";
export const unsent = (entries: Entry[]) => entries.filter(isUnsent).length;

/** Settled: the phone's own copy of the answers is no longer needed. */
const SETTLED: ServerState[] = ["landed", "aside", "conflict", "discarded"];
export const isSettled = (entry: Entry) => entry.state === "SENT" && SETTLED.includes(entry.outcome?.state ?? "waiting");
export const isOpen = (entry: Entry) => entry.state === "SENT" && !isSettled(entry);

/** In the order they were filled; those that must still wait are passed over. */
export function sendable(entries: Entry[], now: number): Entry[] {
  return entries.filter((entry) => entry.state === "WAITING" && !pause(entry, now)).sort((a, b) => (a.at < b.at ? -1 : 1));
}

/** How long it must still rest. Longer than anything ever has to was said by a clock since put right. */
function pause(entry: Entry, now: number): number {
  const left = entry.next - now;
  return left > 2 * LONGEST ? 0 : Math.max(left, 0);
}

const SOON_AGAIN = 8_000; // what was just sent is worked in within seconds

/** How long until something is to be sent or asked again, in milliseconds; null while nothing is. */
export function rest(entries: Entry[], now: number): number | null {
  const waits = entries.filter((entry) => entry.state === "WAITING").map((entry) => pause(entry, now));
  if (entries.some(isOpen)) waits.push(SOON_AGAIN);
  return waits.length ? Math.min(...waits) : null;
}

/** 4xx will not become right by itself, except where the server only asks for time; everything else is tried again. */
export function afterAnswer(entry: Entry, status: number, text: string, now: number, at: string): Entry {
  if (status === 201 || status === 202) return { ...bare(entry), state: "SENT", outcome: { state: "waiting" }, sentAt: at };
  if (status < 400 || status >= 500 || status === 408 || status === 429) return afterNoAnswer(entry, now);
  return { ...bare(entry), state: "REFUSED", tries: entry.tries + 1, refusal: { status, text } };
}

export function afterNoAnswer(entry: Entry, now: number, chance?: number): Entry {
  const tries = entry.tries + 1;
  return { ...bare(entry), state: "WAITING", tries, next: now + patience(tries, chance) };
}

/** The server has never had it (a restored copy, perhaps): everything is sent again. */
export function afterOutcome(entry: Entry, outcome: Outcome): Entry {
  if (entry.state !== "SENT" || isSettled(entry)) return entry;
  return outcome.state === "unknown" ? again(entry) : { ...entry, outcome };
}

export function again(entry: Entry): Entry {
  return { ...bare(entry), state: "WAITING", tries: 0, next: 0, files: entry.files.map((file) => ({ ...file, sent: false })) };
}

/** What may go without asking: it has settled well, a month ago. */
export function isPast(entry: Entry, day: string): boolean {
  return isSettled(entry) && entry.outcome?.state === "landed" && (entry.sentAt ?? day) < day;
}

function bare({ refusal: _refusal, ...entry }: Entry): Entry {
  return entry;
}

const LARGEST_POST = 1_500_000;

/** The files of one submission in as many posts as a poor line needs: a cut then costs one of them. */
export function postsOf(files: File[], largest = LARGEST_POST): { files: File[]; isLast: boolean }[] {
  const groups: File[][] = [[]];
  let size = 0;
  for (const file of files.filter((each) => !each.sent)) {
    if (size && size + file.size > largest) [size] = [0, groups.push([])];
    groups.at(-1)!.push(file);
    size += file.size;
  }
  return groups.map((group, at) => ({ files: group, isLast: at === groups.length - 1 }));
}
