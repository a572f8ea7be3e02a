// What the phone knows already is written into the form before it opens: whose visit, which visit, where.
import type { Call } from "./call.ts";

const SAAN = "https://saan.in.th/xforms";
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

/** The list of persons as the form asks for it, with the one who is visited, or nobody. */
export function personsCsv(call: Call): string {
  const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
  const line = call.person ? `${call.person.id},${quoted(call.person.name)}\n` : "";
  return `name,label\n${line}`;
}

/** latitude longitude altitude accuracy, as XForms writes a place. */
export function geopoint({ coords }: GeolocationPosition): string {
  return `${coords.latitude} ${coords.longitude} ${coords.altitude ?? 0} ${coords.accuracy}`;
}
