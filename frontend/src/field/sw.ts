// The service worker keeps the app itself, and nothing else, ready without signal. Nothing about persons passes here:
// what is not on the list goes to the network as if there were no service worker.
/// <reference lib="webworker" />
export type Kept = { url: string; hash: string; engine?: boolean };
export type Shell = { version: string; page: string; files: Kept[] };

declare const self: ServiceWorkerGlobalScope & { SHELL: Shell };
const { SHELL } = self;
const CACHE = `saan-field-${SHELL.version}`;
const LIST = "/field/.kept"; // what a cache holds, with hashes: the next version takes over what is the same

self.addEventListener("install", (event) => event.waitUntil(install()));
self.addEventListener("activate", (event) => event.waitUntil(activate()));
self.addEventListener("message", (event) => {
  if (event.data === "take over") void self.skipWaiting();
  if (event.data === "keep engine") event.waitUntil(keepEngine().then((kept) => event.ports[0]?.postMessage(kept)));
});
self.addEventListener("fetch", (event) => {
  const { pathname } = new URL(event.request.url);
  if (event.request.method !== "GET") return;
  if (event.request.mode === "navigate" && pathname === SHELL.page) event.respondWith(answer(SHELL.page, event.request));
  else if (ours.has(pathname)) event.respondWith(answer(pathname, event.request));
});
const ours = new Set(SHELL.files.map(({ url }) => url));

async function install() {
  const had = await oldLists();
  // A phone that could fill forms without signal must still be able to after an update.
  const withEngine = had.some(({ list }) => list.some(({ engine }) => engine));
  await keep(SHELL.files.filter(({ engine }) => withEngine || !engine), had);
}

function keepEngine(): Promise<boolean> {
  return keep(SHELL.files, []).then(
    () => true,
    () => false,
  );
}

async function keep(files: Kept[], had: { cache: Cache; list: Kept[] }[]) {
  const cache = await caches.open(CACHE);
  const missing = await absent(cache, files);
  await Promise.all(missing.map(async (file) => cache.put(file.url, await taken(file, had))));
  await cache.put(LIST, Response.json(files));
}

async function taken({ url, hash }: Kept, had: { cache: Cache; list: Kept[] }[]): Promise<Response> {
  const holder = had.find(({ list }) => list.some((kept) => kept.url === url && kept.hash === hash));
  const there = await holder?.cache.match(url, { ignoreVary: true });
  if (there) return there;
  const response = await fetch(url, { cache: "reload", credentials: "omit" });
  if (!response.ok || response.redirected) throw new Error(`${url}: ${response.status}`);
  return response;
}

async function activate() {
  for (const name of await others()) await caches.delete(name);
  await self.clients.claim();
}

async function answer(url: string, request: Request): Promise<Response> {
  return (await caches.match(url, { cacheName: CACHE, ignoreVary: true })) ?? fetch(request);
}

async function others(): Promise<string[]> {
  return (await caches.keys()).filter((name) => name.startsWith("saan-field-") && name !== CACHE);
}

async function oldLists(): Promise<{ cache: Cache; list: Kept[] }[]> {
  const held = await Promise.all((await others()).map((name) => caches.open(name)));
  return Promise.all(held.map(async (cache) => ({ cache, list: await listOf(cache) })));
}

async function listOf(cache: Cache): Promise<Kept[]> {
  return (await cache.match(LIST))?.json() ?? [];
}

async function absent(cache: Cache, files: Kept[]): Promise<Kept[]> {
  const there = await Promise.all(files.map(({ url }) => cache.match(url, { ignoreVary: true })));
  return files.filter((_, at) => !there[at]);
}
