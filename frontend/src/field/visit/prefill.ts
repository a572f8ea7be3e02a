// What the phone knows already is written into the form before it opens: whose visit, which visit, where.
import type { Person } from "../wire.ts";
import type { Call } from "./call.ts";

const SAAN = "https://saan.in.th/xforms";
const COLUMNS = ["name", "label", "sex", "birth_date", "house_no", "moo", "area", "area_name", "phone", "groups"];
const XFORMS = "http://www.w3.org/2002/xforms";

/** The XForm with the answers of these roles in its primary instance. */
export function prefilled(xform: string, call: Call): string {
  const form = parsed(xform);
  const given = { visit: call.visit, person: call.person?.id ?? "", place: call.place };
  const primary = form.getElementsByTagNameNS(XFORMS, "instance")[0]?.firstElementChild;
  for (const [role, value] of Object.entries(given)) fill(form, role, value, primary);
  return new XMLSerializer().serializeToString(form);
}

/** The answers with the place, where the phone learnt it only while they were filled in. */
export function located(answers: string, xform: string, place: string): string {
  const filled = parsed(answers);
  return fill(parsed(xform), "place", place, filled.documentElement) ? new XMLSerializer().serializeToString(filled) : answers;
}

const parsed = (xml: string) => new DOMParser().parseFromString(xml, "text/xml");

/** A role's place is told by its bind, else by its name. What somebody has answered stays. Says whether it was written. */
function fill(form: Document, role: string, value: string, root: Element | null | undefined): boolean {
  const binds = [...form.getElementsByTagNameNS(XFORMS, "bind")];
  const bind = binds.find((each) => each.getAttributeNS(SAAN, "role") === role) ?? binds.find((each) => each.getAttribute("nodeset")?.endsWith(`/${role}`));
  const node = bind && nodeAt(root, bind.getAttribute("nodeset")!);
  if (!value || !node || node.textContent) return false;
  node.textContent = value;
  return true;
}

function nodeAt(root: Element | null | undefined, path: string): Element | undefined {
  const [first, ...names] = path.split("/").filter(Boolean);
  if (root?.localName !== first) return undefined;
  return names.reduce<Element | undefined>((at, name) => at && [...at.children].find((child) => child.localName === name), root ?? undefined);
}

/** persons.csv as Collect gets it from the server, with the one who is visited, or nobody. */
export function personsCsv(person: Person | undefined, areaName: string): string {
  const row: Record<string, string> = person
    ? { name: person.id, label: person.n, sex: person.s ?? "", birth_date: person.b ?? "", house_no: person.h ?? "", moo: person.m ?? "", area: person.a, area_name: areaName, phone: person.ph ?? "", groups: (person.gr ?? []).join(" ") } // prettier-ignore
    : {};
  const quoted = (text: string) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const line = COLUMNS.map((column) => quoted(row[column] ?? "")).join(",");
  return `${COLUMNS.join(",")}\n${person ? `${line}\n` : ""}`;
}

/** latitude longitude altitude accuracy, as XForms writes a place. */
export function geopoint({ coords }: GeolocationPosition): string {
  return `${coords.latitude} ${coords.longitude} ${coords.altitude ?? 0} ${coords.accuracy}`;
}
