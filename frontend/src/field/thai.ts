// Thai as it is searched, dated and said; the same rules as the server's.
const NOT_SEARCHED = /[\u0e3a\u0e47-\u0e4e\s]/g;
const SHORT_MONTHS = ["ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.", "ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค."];
const ERA = 543;
const NBSP = "\u00a0";
const DAY_MS = 86_400_000;

/** What is compared when somebody types: no tone marks, no spaces, no capitals (saan.shared.sorting.search_key). */
export function searchKey(text: string): string {
  return text.normalize("NFC").toLowerCase().replace(NOT_SEARCHED, "");
}

/** 22 พ.ย. 2569, of an ISO day or time; no more precise than it is known. Its spaces never break a line. */
export function dateShort(iso: string, precision: "DAY" | "MONTH" | "YEAR" = "DAY"): string {
  const [year = 0, month = 1, day = 1] = iso.slice(0, 10).split("-").map(Number);
  const era = String(year + ERA);
  if (precision === "YEAR") return era;
  const named = `${SHORT_MONTHS[month - 1]}${NBSP}${era}`;
  return precision === "MONTH" ? named : `${day}${NBSP}${named}`;
}

/** 22 พ.ย. 2569 14.05 น. */
export function timeShort(iso: string): string {
  return `${dateShort(iso)} ${iso.slice(11, 16).replace(":", ".")}${NBSP}น.`;
}

/** The day by the phone's own calendar, as ISO. */
export function today(now = new Date()): string {
  return localIso(now).slice(0, 10);
}

/** The phone's own time as ISO without its zone, to the second. */
export function localIso(now = new Date()): string {
  return new Date(now.getTime() - now.getTimezoneOffset() * 60_000).toISOString().slice(0, 19);
}

/** Whole days from one ISO day to another; negative when it lies before. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to.slice(0, 10)) - Date.parse(from.slice(0, 10))) / DAY_MS);
}

export function ageOn(birth: string, on: string): number {
  const years = Number(on.slice(0, 4)) - Number(birth.slice(0, 4));
  return Math.max(0, on.slice(5, 10) < birth.slice(5, 10) ? years - 1 : years);
}

/** 081-234-5678, 074-123-456 as phones are read aloud. */
export function phoneGrouped(digits: string): string {
  if (/^0[689]\d{8}$/.test(digits)) return `${digits.slice(0, 3)}-${digits.slice(3, 6)}-${digits.slice(6)}`;
  if (/^02\d{7}$/.test(digits)) return `02-${digits.slice(2, 5)}-${digits.slice(5)}`;
  if (/^0\d{8}$/.test(digits)) return `${digits.slice(0, 3)}-${digits.slice(3, 6)}-${digits.slice(6)}`;
  return digits;
}
