// One call at a home: which forms are to be filled, one after the other, under one visit id. Pure.
import type { Person, Uuid } from "../wire.ts";

export type Call = {
  visit: Uuid;
  person: { id: Uuid; name: string } | null; // nobody yet: somebody met for the first time
  begun: string;
  forms: string[]; // codes still to fill, the first is the one now
  done: string[];
  place: string; // a geopoint, or nothing
};

export function beginCall(person: Person | null, forms: string[], begun: string, visit: Uuid): Call {
  return { visit, person: person && { id: person.id, name: person.n }, begun, forms, done: [], place: "" };
}

/** One form was kept in the outbox; null when it was the last. */
export function nextForm(call: Call): Call | null {
  const [filled, ...forms] = call.forms;
  return forms.length ? { ...call, forms, done: [...call.done, filled!] } : null;
}
