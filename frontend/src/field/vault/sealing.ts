// What is written on the phone is sealed with AES-GCM under a random key; that key is wrapped under one made from the PIN.
export const ROUNDS = 600_000;

export type Lock = { salt: Uint8Array<ArrayBuffer>; rounds: number; iv: Uint8Array<ArrayBuffer>; wrapped: ArrayBuffer };
export type Box = { iv: Uint8Array<ArrayBuffer>; box: ArrayBuffer };

const AES = { name: "AES-GCM", length: 256 };
const utf8 = new TextEncoder();
export const bytesOf = (text: string): Uint8Array<ArrayBuffer> => utf8.encode(text) as Uint8Array<ArrayBuffer>;
export const textOf = (bytes: BufferSource): string => new TextDecoder().decode(bytes);
export const random = (length: number) => crypto.getRandomValues(new Uint8Array(length));

export async function keyFrom(secret: string, salt: Uint8Array<ArrayBuffer>, rounds: number): Promise<CryptoKey> {
  const material = await crypto.subtle.importKey("raw", bytesOf(secret), "PBKDF2", false, ["deriveKey"]);
  return crypto.subtle.deriveKey({ name: "PBKDF2", hash: "SHA-256", salt, iterations: rounds }, material, AES, false, [
    "wrapKey",
    "unwrapKey",
    "encrypt",
    "decrypt",
  ]);
}

/** A new data key, and the lock that only this PIN opens. `owner` ties the lock to its vault. */
export async function makeLock(pin: string, owner: string, rounds = ROUNDS): Promise<{ lock: Lock; key: CryptoKey }> {
  const loose = await crypto.subtle.generateKey(AES, true, ["encrypt", "decrypt"]);
  const lock = await wrapped(loose, pin, owner, rounds);
  return { lock, key: await unwrapped(lock, pin, owner, false) };
}

/** The data key, or null when the PIN is wrong. */
export async function openLock(lock: Lock, pin: string, owner: string): Promise<CryptoKey | null> {
  return unwrapped(lock, pin, owner, false).catch(refusal);
}

/** The same data key under another PIN, or null when the old one is wrong. */
export async function changeLock(lock: Lock, old: string, pin: string, owner: string): Promise<Lock | null> {
  const loose = await unwrapped(lock, old, owner, true).catch(refusal);
  return loose && wrapped(loose, pin, owner, lock.rounds);
}

/** `name` is bound to the content: a box moved to another place in the store does not open there. */
export async function seal(key: CryptoKey, name: string, content: BufferSource): Promise<Box> {
  const iv = random(12);
  return { iv, box: await crypto.subtle.encrypt({ name: "AES-GCM", iv, additionalData: bytesOf(name) }, key, content) };
}

export function unseal(key: CryptoKey, name: string, { iv, box }: Box): Promise<ArrayBuffer> {
  return crypto.subtle.decrypt({ name: "AES-GCM", iv, additionalData: bytesOf(name) }, key, box);
}

async function wrapped(loose: CryptoKey, pin: string, owner: string, rounds: number): Promise<Lock> {
  const [salt, iv] = [random(16), random(12)];
  const from = await keyFrom(pin, salt, rounds);
  const algorithm = { name: "AES-GCM", iv, additionalData: bytesOf(owner) };
  return { salt, rounds, iv, wrapped: await crypto.subtle.wrapKey("raw", loose, from, algorithm) };
}

async function unwrapped(lock: Lock, pin: string, owner: string, extractable: boolean): Promise<CryptoKey> {
  const from = await keyFrom(pin, lock.salt, lock.rounds);
  const algorithm = { name: "AES-GCM", iv: lock.iv, additionalData: bytesOf(owner) };
  return crypto.subtle.unwrapKey("raw", lock.wrapped, from, algorithm, AES, extractable, ["encrypt", "decrypt"]);
}

// A PIN that does not fit and nothing else: everything else must be heard of.
function refusal(error: unknown): null {
  if (error instanceof DOMException && error.name === "OperationError") return null;
  throw error;
}
