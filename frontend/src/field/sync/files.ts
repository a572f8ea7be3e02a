// Forms with their files, and the photos of one's own people, so that all of it is there without signal.
import { Answered, file } from "../api.ts";
import type { Enrolment, Form, Person } from "../wire.ts";
import type { Change, Changes, Vault } from "../vault/vault.ts";

const formName = (code: string) => `form/${code}`;
const mediaName = (code: string, name: string) => `media/${code}/${name}`;
const photoName = (id: string) => `photo/${id}`;
const MOST_PHOTOS = 300;

export type KeptForm = { form: Form; xml: string };

/** Forms in which somebody can be written down whom nobody knows yet. */
export async function formsForNewcomers(vault: Vault): Promise<Set<string>> {
  const kept = [...(await vault.all<KeptForm>("form/")).values()];
  return new Set(kept.filter(({ xml }) => /role="new_given_name"/.test(xml)).map(({ form }) => form.code));
}

export const formOf = (vault: Vault, code: string) => vault.get<KeptForm>(formName(code));
export const mediaOf = (vault: Vault, code: string, name: string) => vault.bytes(mediaName(code, name));
export const photoOf = (vault: Vault, id: string) => vault.bytes(photoName(id));

/** Each form is written with all its files or not at all, so that an old whole one is better than a new half one. */
export async function fetchForms(vault: Vault, forms: Form[]): Promise<void> {
  const kept = await vault.all<KeptForm>("form/");
  for (const form of forms) {
    const old = kept.get(formName(form.code))?.form;
    if (!old || fingerprint(old) !== fingerprint(form)) await fetchForm(vault, form);
  }
  const wanted = new Set(forms.map((form) => formName(form.code)));
  const past = [...kept.values()].filter(({ form }) => !wanted.has(formName(form.code)));
  for (const { form } of past) await vault.write(new Map([formName(form.code), ...(await vault.names(mediaName(form.code, "")))].map((name) => [name, null])));
}

const fingerprint = (form: Form) => [form.version, form.hash, ...form.files.map(({ name, hash }) => `${name}=${hash}`)].join(" ");

async function fetchForm(vault: Vault, form: Form): Promise<void> {
  const changes: Changes = new Map();
  for (const { name, url } of form.files) changes.set(mediaName(form.code, name), { bytes: await file(url) });
  const xml = new TextDecoder().decode(await file(form.url));
  changes.set(formName(form.code), { json: { form, xml } satisfies KeptForm } as Change);
  await vault.write(changes);
}

export async function fetchPhotos(vault: Vault, { key }: Enrolment, people: Person[]): Promise<void> {
  const wanted = people.filter((person) => person.mi && person.pi).map((person) => person.pi!).slice(0, MOST_PHOTOS);
  const there = new Set(await vault.names("photo/"));
  for (const id of wanted) if (!there.has(photoName(id))) await fetchPhoto(vault, key, id);
  const past = [...there].filter((name) => !wanted.some((id) => photoName(id) === name));
  if (past.length) await vault.write(new Map(past.map((name) => [name, null])));
}

async function fetchPhoto(vault: Vault, key: string, id: string): Promise<void> {
  try {
    await vault.write(new Map([[photoName(id), { bytes: await file(`/field/photo/${key}/${id}`) }]]));
  } catch (error) {
    if (!(error instanceof Answered)) throw error; // one that may not be seen is no reason to stop
  }
}
