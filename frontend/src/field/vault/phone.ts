// The vaults on this phone, one a user. What is readable here while all are locked must tell nothing about anybody.
import { deleteDB, openDB, type DBSchema, type IDBPDatabase } from "idb";
import { changeLock, makeLock, openLock, type Lock } from "./sealing.ts";

export const MOST_WRONG = 10;

/** `sign` is the picture its owner chose; `waiting` and `drafts` how much would be lost with it; `format` how it is
 * written; `owner` a keyed hash of its user: the server alone can tell whose, and no two vaults' can be compared. */
export type Owner = { salt: string; mark: string };
export type Entry = { id: string; owner?: Owner; sign: string; lock: Lock; wrong: number; waiting: number; drafts?: number; format: number };
export type Opened = { key: CryptoKey } | { left: number } | { wiped: true };

interface Phone extends DBSchema {
  vaults: { key: string; value: Entry };
}

const NAME = "saan-field";
export const databaseOf = (id: string) => `${NAME}-${id}`;

let opening: Promise<IDBPDatabase<Phone>> | undefined;
function phone() {
  opening ??= openDB<Phone>(NAME, 1, { upgrade: (db) => void db.createObjectStore("vaults", { keyPath: "id" }) });
  return opening;
}

export async function vaultsHere(): Promise<Entry[]> {
  return (await phone()).getAll("vaults");
}

export async function addVault(pin: string, sign: string, owner: Owner, format: number): Promise<{ id: string; key: CryptoKey }> {
  const id = crypto.randomUUID();
  const { lock, key } = await makeLock(pin, id);
  await (await phone()).add("vaults", { id, owner, sign, lock, wrong: 0, waiting: 0, format });
  return { id, key };
}

/** Each try is counted before it is made, so that pulling the battery in between wins nothing. */
export async function tryPin(id: string, pin: string): Promise<Opened> {
  const entry = await changed(id, (entry) => ({ ...entry, wrong: entry.wrong + 1 }));
  if (!entry) return { wiped: true };
  const key = entry.wrong <= MOST_WRONG ? await openLock(entry.lock, pin, id) : null;
  if (key) {
    await changed(id, (entry) => ({ ...entry, wrong: 0 }));
    return { key };
  }
  if (entry.wrong < MOST_WRONG) return { left: MOST_WRONG - entry.wrong };
  await wipe(id);
  return { wiped: true };
}

export async function changePin(id: string, old: string, pin: string): Promise<boolean> {
  const entry = await (await phone()).get("vaults", id);
  const lock = entry && (await changeLock(entry.lock, old, pin, id));
  if (!lock) return false;
  return Boolean(await changed(id, (entry) => ({ ...entry, lock, wrong: 0 })));
}

export const noteWaiting = (id: string, waiting: number) => changed(id, (entry) => ({ ...entry, waiting }));
export const noteDrafts = (id: string, drafts: number) => changed(id, (entry) => ({ ...entry, drafts }));
export const noteFormat = (id: string, format: number) => changed(id, (entry) => ({ ...entry, format }));

/** The lock first: what may linger of the database can then never be opened again. */
export async function wipe(id: string): Promise<void> {
  await (await phone()).delete("vaults", id);
  await deleteDB(databaseOf(id));
}

async function changed(id: string, change: (entry: Entry) => Entry): Promise<Entry | undefined> {
  const writing = (await phone()).transaction("vaults", "readwrite", { durability: "strict" });
  const entry = await writing.store.get(id);
  const now = entry && change(entry);
  if (now) await writing.store.put(now);
  await writing.done;
  return now;
}
