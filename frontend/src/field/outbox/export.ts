// What waits, as one file under a passphrase, for when a phone can send no more (docs/field-export.md).
import { keyFrom, bytesOf, random, ROUNDS, seal, textOf, unseal } from "../vault/sealing.ts";
import type { Vault } from "../vault/vault.ts";
import type { Entry } from "./entry.ts";
import { fileOf, xmlOf } from "./outbox.ts";

export const KIND = "saan-outbox";
export type Waiting = { instanceId: string; form: string; version: string; at: string; xml: string; files: { name: string; type: string; base64: string }[] };
export type Content = { user: number; organisation: number; device: number; made: string; waiting: Waiting[] };
type Envelope = { kind: string; version: 2; rounds: number; salt: string; iv: string; box: string; proof: string };

export async function gathered(vault: Vault, entries: Entry[]): Promise<Waiting[]> {
  return Promise.all(
    entries.map(async (entry) => ({
      instanceId: entry.id,
      form: entry.code,
      version: entry.version,
      at: entry.at,
      xml: textOf((await xmlOf(vault, entry.id))!),
      files: await Promise.all(entry.files.map(async ({ name, type }) => ({ name, type, base64: base64((await fileOf(vault, entry.id, name))!) }))),
    })),
  );
}

/** `deviceKey`: that of this phone; with it the house sees that nobody else wrote the file. */
export async function enclosed(content: Content, passphrase: string, deviceKey: string, rounds = ROUNDS): Promise<string> {
  const salt = random(16);
  const key = await keyFrom(passphrase.normalize("NFC"), salt, rounds);
  const { iv, box } = await seal(key, KIND, bytesOf(JSON.stringify(content)));
  const proof = base64(await proofOf(deviceKey, iv, box));
  const envelope: Envelope = { kind: KIND, version: 2, rounds, salt: base64(salt), iv: base64(iv), box: base64(box), proof };
  return JSON.stringify(envelope);
}

// The house keeps no more of the key than its SHA-256.
async function proofOf(deviceKey: string, iv: Uint8Array, box: ArrayBuffer): Promise<ArrayBuffer> {
  const known = await crypto.subtle.digest("SHA-256", bytesOf(deviceKey));
  const key = await crypto.subtle.importKey("raw", known, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
  return crypto.subtle.sign("HMAC", key, new Uint8Array(await new Blob([KIND, iv as BlobPart, box]).arrayBuffer()));
}

export async function disclosed(file: string, passphrase: string): Promise<Content> {
  const { salt, rounds, iv, box } = JSON.parse(file) as Envelope;
  const key = await keyFrom(passphrase.normalize("NFC"), bytes(salt), rounds);
  return JSON.parse(textOf(await unseal(key, KIND, { iv: bytes(iv), box: bytes(box).buffer })));
}

function base64(content: ArrayBuffer | Uint8Array): string {
  const all = new Uint8Array(content);
  let binary = "";
  for (let at = 0; at < all.length; at += 0x8000) binary += String.fromCharCode(...all.subarray(at, at + 0x8000));
  return btoa(binary);
}

function bytes(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
}
