// One user's sealed store on this phone: names to values, written together or not at all.
import { openDB, type DBSchema, type IDBPDatabase } from "idb";
import { databaseOf, noteFormat } from "./phone.ts";
import { bytesOf, seal, textOf, unseal, type Box } from "./sealing.ts";
import { bringUpToDate } from "./formats.ts";

interface Store extends DBSchema {
  records: { key: string; value: Box };
}

/** What to write under a name: JSON, bytes as they are, or nothing any more. */
export type Change = { json: unknown } | { bytes: BufferSource } | null;
export type Changes = Map<string, Change>;

export class Vault {
  private constructor(
    readonly id: string,
    private readonly key: CryptoKey,
    private readonly store: IDBPDatabase<Store>,
  ) {}

  /** `taken` is told when another tab deletes it. */
  static async open(id: string, key: CryptoKey, format: number, taken: () => void): Promise<Vault> {
    const store = await openDB<Store>(databaseOf(id), 1, {
      upgrade: (db) => void db.createObjectStore("records"),
      blocking: (_now, _wanted, event) => {
        (event.target as IDBDatabase).close();
        taken();
      },
    });
    const vault = new Vault(id, key, store);
    await bringUpToDate(vault, format, (reached) => noteFormat(id, reached));
    return vault;
  }

  close() {
    this.store.close();
  }

  async bytes(name: string): Promise<ArrayBuffer | undefined> {
    const box = await this.store.get("records", name);
    return box && unseal(this.key, name, box);
  }

  async get<T>(name: string): Promise<T | undefined> {
    const bytes = await this.bytes(name);
    return bytes && (JSON.parse(textOf(bytes)) as T);
  }

  names(prefix: string): Promise<string[]> {
    return this.store.getAllKeys("records", IDBKeyRange.bound(prefix, `${prefix}\uffff`));
  }

  async all<T>(prefix: string): Promise<Map<string, T>> {
    const names = await this.names(prefix);
    const values = await Promise.all(names.map((name) => this.get<T>(name)));
    return new Map(names.flatMap((name, at) => (values[at] === undefined ? [] : [[name, values[at] as T]])));
  }

  put(name: string, json: unknown): Promise<void> {
    return this.write(new Map([[name, { json }]]));
  }

  /** Sealing takes its time and a transaction does not wait for it: seal everything, then write everything at once. */
  async write(changes: Changes): Promise<void> {
    const sealed = await Promise.all([...changes].map(async ([name, change]) => [name, await this.sealed(name, change)] as const));
    const writing = this.store.transaction("records", "readwrite", { durability: "strict" });
    await Promise.all([...sealed.map(([name, box]) => (box ? writing.store.put(box, name) : writing.store.delete(name))), writing.done]);
  }

  /** One after the other, also across tabs: what is read inside is still so when it is written. */
  alone<T>(what: string, deed: () => Promise<T>): Promise<T> {
    return navigator.locks.request(`saan-field-${this.id}-${what}`, deed) as Promise<T>;
  }

  private async sealed(name: string, change: Change): Promise<Box | null> {
    if (!change) return null;
    return seal(this.key, name, "bytes" in change ? change.bytes : bytesOf(JSON.stringify(change.json)));
  }
}
