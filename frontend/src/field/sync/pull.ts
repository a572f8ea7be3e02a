// The registry's changes into the vault, part by part: each is written whole, with the place to go on from.
import { changes } from "../api.ts";
import { PREFIX, onlyRound, packOf, withChanges, type Pack } from "../homes/packs.ts";
import { afterOutcome, isOpen, isSettled } from "../outbox/entry.ts";
import { entries, forgetParts, keep } from "../outbox/outbox.ts";
import type { Answer, Enrolment, Lists } from "../wire.ts";
import type { Change, Changes, Vault } from "../vault/vault.ts";
import { advanced, BEGINNING, completes, listsIn, questionOf, type Progress } from "./progress.ts";

const MOST_ASKED = 200;

/** `heard` is told after each part how many persons came with it. Gives whether anything is different now. */
export async function pull(vault: Vault, { key }: Enrolment, heard: (people: number) => void): Promise<boolean> {
  let isDifferent = false;
  for (let more = true; more; ) {
    const before = (await vault.get<Progress>("progress")) ?? BEGINNING;
    const waiting = (await entries(vault)).filter(isOpen).map((entry) => entry.id);
    const answer = await changes(key, questionOf(before, waiting.slice(0, MOST_ASKED)));
    await vault.alone("people", () => take(vault, before, answer));
    await takeOutcomes(vault, answer);
    heard(answer.people.length);
    isDifferent ||= answer.reset || answer.people.length + answer.gone.length + Object.keys(listsIn(answer)).length > 0;
    more = Boolean(answer.more);
  }
  return isDifferent;
}

async function take(vault: Vault, before: Progress, answer: Answer): Promise<void> {
  const after = advanced(before, answer);
  const written: Changes = new Map([["progress", { json: after } as Change]]);
  for (const [name, pack] of await packsAfter(vault, before, answer, after.round)) written.set(name, { json: pack });
  const lists = listsIn(answer);
  if (Object.keys(lists).length) written.set("lists", { json: { ...(await vault.get<Lists>("lists")), ...lists } });
  await vault.write(written);
}

async function packsAfter(vault: Vault, before: Progress, answer: Answer, round: number): Promise<Map<string, Pack>> {
  const whole = completes(before, answer);
  const touched = new Set([...answer.people.map((person) => person.id), ...answer.gone].map(packOf));
  const names = whole ? await vault.names(PREFIX) : [...touched];
  const packs = new Map(await Promise.all(names.map(async (name) => [name, (await vault.get<Pack>(name)) ?? {}] as const)));
  const changed = withChanges(packs, answer.people, answer.gone, round);
  if (!whole) return changed;
  return new Map([...changed, ...onlyRound(new Map([...packs, ...changed]), round)]);
}

async function takeOutcomes(vault: Vault, { outcomes }: Answer): Promise<void> {
  for (const entry of await entries(vault)) {
    const outcome = outcomes[entry.id];
    const after = outcome ? afterOutcome(entry, outcome) : entry;
    if (after === entry) continue;
    await keep(vault, after);
    if (isSettled(after)) await forgetParts(vault, entry.id);
  }
}
