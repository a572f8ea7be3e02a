// The server, asked. Three kinds of bad news only: no answer, revoked, and everything else with its number.
import { compare } from "./parts/clock.ts";
import type { Answer, Enrolment } from "./wire.ts";
import type { Question } from "./sync/progress.ts";

export class Revoked extends Error {}
export class NotSignedIn extends Error {}
export class Answered extends Error {
  constructor(readonly status: number) {
    super(`the server answered ${status}`);
  }
}

const PATIENCE = 120_000;

export async function asked(url: string, init: RequestInit = {}): Promise<Response> {
  const response = await fetch(url, { cache: "no-store", credentials: "omit", signal: AbortSignal.timeout(PATIENCE), ...init });
  compare(response);
  if (response.status === 403 && (await saysWipe(response.clone()))) throw new Revoked();
  return response;
}

/** Marks of whoever has signed in, one for each salt: a vault that bears one of them is theirs. */
export async function marksOf(salts: string[]): Promise<string[]> {
  return ((await signedIn("/field/owner/", { salts })) as { marks: string[] }).marks;
}

/** A key for this phone, for whoever has signed in on it. */
export async function enrol(name: string): Promise<Enrolment> {
  return (await signedIn("/field/enrol/", { name })) as Enrolment;
}

async function signedIn(url: string, said: unknown): Promise<unknown> {
  const headers = { "Content-Type": "application/json", "X-CSRFToken": cookie("csrftoken") };
  const response = await asked(url, { method: "POST", credentials: "same-origin", redirect: "manual", headers, body: JSON.stringify(said) });
  if (response.type === "opaqueredirect" || response.status === 401) throw new NotSignedIn();
  if (!response.ok) throw new Answered(response.status);
  return response.json();
}

/** The phone may be shared: after enrolling, the web pages must not stay open to whoever takes it next. */
export async function signOut(): Promise<void> {
  const headers = { "X-CSRFToken": cookie("csrftoken") };
  await asked("/account/logout/", { method: "POST", credentials: "same-origin", redirect: "manual", headers });
}

export async function changes(key: string, question: Question): Promise<Answer> {
  const headers = { "Content-Type": "application/json" };
  const response = await asked(`/field/sync/${key}/`, { method: "POST", headers, body: JSON.stringify(question) });
  if (!response.ok) throw new Answered(response.status);
  return response.json();
}

export async function file(url: string): Promise<ArrayBuffer> {
  const response = await asked(samePath(url), { headers: { "X-OpenRosa-Version": "1.0" } });
  if (!response.ok) throw new Answered(response.status);
  return response.arrayBuffer();
}

// A server may be known by several names; the phone speaks only to the one it came from.
function samePath(url: string): string {
  const { pathname, search } = new URL(url, location.href);
  return pathname + search;
}

export async function send(base: string, device: number, form: FormData): Promise<Response> {
  const url = `${samePath(base)}/submission?deviceID=saan-field:${device}`;
  return asked(url, { method: "POST", headers: { "X-OpenRosa-Version": "1.0" }, body: form });
}

async function saysWipe(response: Response): Promise<boolean> {
  return response.json().then(
    (said: { wipe?: boolean }) => said.wipe === true,
    () => false,
  );
}

function cookie(name: string): string {
  const found = document.cookie.split("; ").find((pair) => pair.startsWith(`${name}=`));
  return found ? decodeURIComponent(found.slice(name.length + 1)) : "";
}
