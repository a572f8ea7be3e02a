// What the phone knows already is written into the form before it opens: whose visit, which visit, where.
import type { Person } from "../wire.ts";
import type { Call } from "./call.ts";

const SAAN = "https://saan.in.th/xforms";
const COLUMNS = ["name", "label", "sex", "birth_date", "house_no", "moo", "area", "area_name", "phone", "groups"];
const XFORMS = "http://www.w3.org/2002/xforms";

/** The XForm with the answers of these roles in its primary instance; a role's place is told by its bind, else by name. */
export function prefilled(xform: string, call: Call): string {
  const form = new DOMParser().parseFromString(xform, "text/xml");
  const given = { visit: call.visit, person: call.person?.id ?? "", place: call.place };
  for (const [role, value] of Object.entries(given)) if (value) fill(form, role, value);
  return new XMLSerializer().serializeToString(form);
}

function fill(form: Document, role: string, value: string) {
  const binds = [...form.getElementsByTagNameNS(XFORMS, "bind")];
  const bind = binds.find((each) => each.getAttributeNS(SAAN, "role") === role) ?? binds.find((each) => each.getAttribute("nodeset")?.endsWith(`/${role}`));
  const node = bind && nodeAt(form, bind.getAttribute("nodeset")!);
  if (node && !node.textContent) node.textContent = value;
}

function nodeAt(form: Document, path: string): Element | undefined {
  const [root, ...names] = path.split("/").filter(Boolean);
  const primary = form.getElementsByTagNameNS(XFORMS, "instance")[0]?.firstElementChild ?? undefined;
  if (primary?.localName !== root) return undefined;
  return names.reduce<Element | undefined>((at, name) => at && [...at.children].find((child) => child.localName === name), primary);
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
