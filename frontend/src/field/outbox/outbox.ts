// The outbox in the vault: an entry, its XML and its files come and go together.
import type { Change, Changes, Vault } from "../vault/vault.ts";
import { noteWaiting } from "../vault/phone.ts";
import { bytesOf } from "../vault/sealing.ts";
import { isPast, unsent, type Entry } from "./entry.ts";

const entryName = (id: string) => `out/${id}`;
const partName = (id: string, name: string) => `part/${id}/${name}`;
const XML = "submission.xml";

export async function entries(vault: Vault): Promise<Entry[]> {
  return [...(await vault.all<Entry>("out/")).values()];
}

/** `beside` is written in the same breath: what was half filled is gone from there when it is here. */
export async function add(vault: Vault, entry: Entry, xml: string, files: Map<string, ArrayBuffer>, beside: Changes): Promise<void> {
  const changes: Changes = new Map([...beside, [partName(entry.id, XML), { bytes: bytesOf(xml) } as Change]]);
  for (const [name, bytes] of files) changes.set(partName(entry.id, name), { bytes });
  changes.set(entryName(entry.id), { json: entry });
  await vault.write(changes);
  await count(vault);
}

export async function keep(vault: Vault, entry: Entry): Promise<void> {
  if (!(await vault.bytes(entryName(entry.id)))) return; // deleted while it was on its way
  await vault.put(entryName(entry.id), entry);
  await count(vault);
}

export async function remove(vault: Vault, id: string): Promise<void> {
  const names = [entryName(id), ...(await vault.names(partName(id, "")))];
  await vault.write(new Map(names.map((name) => [name, null])));
  await count(vault);
}

/** The answers go, what became of them stays on show. */
export async function forgetParts(vault: Vault, id: string): Promise<void> {
  await vault.write(new Map((await vault.names(partName(id, ""))).map((name) => [name, null])));
}

export async function removePast(vault: Vault, day: string): Promise<void> {
  for (const entry of await entries(vault)) if (isPast(entry, day)) await remove(vault, entry.id);
}

export const xmlOf = (vault: Vault, id: string) => vault.bytes(partName(id, XML));
export const fileOf = (vault: Vault, id: string, name: string) => vault.bytes(partName(id, name));

// Kept where it can be read while locked: nobody must throw away a phone's visits unknowingly.
async function count(vault: Vault): Promise<void> {
  await noteWaiting(vault.id, unsent(await entries(vault)));
}
