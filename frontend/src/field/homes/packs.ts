// Persons are sealed by the pack: opening 3,000 single boxes takes an old phone seconds, 64 packs a moment, and how many
// people and which are in a pack cannot be read from outside.
import type { Person, Uuid } from "../wire.ts";

export const PACKS = 64;
export const PREFIX = "people/";

/** `round` is the snapshot a person was last part of: after a fresh one, whoever was in none of its parts goes. */
export type Kept = { person: Person; round: number };
export type Pack = Record<Uuid, Kept>;

export function packOf(id: Uuid): string {
  let sum = 0;
  for (let at = 0; at < id.length; at++) sum = (sum * 31 + id.charCodeAt(at)) % PACKS;
  return `${PREFIX}${String(sum).padStart(2, "0")}`;
}

/** The packs that these changes touch, changed. `packs` must hold every touched pack that exists. */
export function withChanges(packs: Map<string, Pack>, people: Person[], gone: Uuid[], round: number): Map<string, Pack> {
  const touched = new Map<string, Pack>();
  const open = (id: Uuid) => {
    const name = packOf(id);
    if (!touched.has(name)) touched.set(name, { ...packs.get(name) });
    return touched.get(name)!;
  };
  for (const id of gone) delete open(id)[id];
  for (const person of people) open(person.id)[person.id] = { person, round };
  return touched;
}

/** The packs that lose somebody when only those of this round stay. */
export function onlyRound(packs: Map<string, Pack>, round: number): Map<string, Pack> {
  const changed = new Map<string, Pack>();
  for (const [name, pack] of packs) {
    const staying = Object.entries(pack).filter(([, kept]) => kept.round === round);
    if (staying.length < Object.keys(pack).length) changed.set(name, Object.fromEntries(staying));
  }
  return changed;
}

export function peopleIn(packs: Iterable<Pack>): Person[] {
  return [...packs].flatMap((pack) => Object.values(pack).map((kept) => kept.person));
}
