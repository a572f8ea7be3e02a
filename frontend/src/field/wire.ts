// The short keys of docs/field-wire.md, named. The vault keeps persons in this dialect: it is small and already agreed.
export type Uuid = string;
export type Day = string; // 2026-11-22
export type Value = number | string;

export type Person = {
  id: Uuid;
  n: string;
  g: string;
  s?: "M" | "F";
  b?: Day;
  bp?: "MONTH" | "YEAR";
  h?: string;
  m?: string;
  a: string;
  ll?: [number, number];
  ph?: string;
  ca?: [name: string, phone: string][];
  gr?: string[];
  di?: string[];
  co?: string;
  ex?: Day;
  hh?: string | number;
  pi?: Uuid;
  mi?: boolean;
  du?: Day;
  la?: Day;
  o?: [measure: string, value: Value, day: Day, band: string | null][];
  al?: [id: Uuid, measure: string, severity: string, due: Day][];
  ne?: [id: Uuid, kind: string, whose: string, urgency: string, since: Day, note: string][];
  pl?: [id: Uuid, what: string, due: Day, every: number | null, mine: 0 | 1][];
  v?: [id: Uuid, at: string, who: string, outcome: string, forms: string[], note: string, values: [string, Value][]][];
};

export type FormFile = { name: string; hash: string; url: string };
export type Form = { code: string; version: string; title_th: string; title_en: string; hash: string; url: string; files: FormFile[]; cannot?: string[] };
export type Area = { name: string; path: string };
export type Band = [label: string, low: number | null, high: number | null, severity: string];
export type Measure = { name: string; unit: string; decimals: number; bands: Record<string, Band> };
export type Names = Record<string, string>;
export type WordLists = Record<"groups" | "disabilities" | "outcomes" | "urgency" | "whose" | "severity", Names>;

export type Lists = {
  me: { user: number; name: string; organisation: string };
  forms: Form[];
  areas: Record<string, Area>;
  measures: Record<string, Measure>;
  need_kinds: Names;
  words: WordLists;
};
export const LISTS = ["me", "forms", "areas", "measures", "need_kinds", "words"] as const;

export type ServerState = "landed" | "waiting" | "aside" | "conflict" | "discarded" | "unknown";
export type Outcome = { state: ServerState; error?: string };

export type Answer = Partial<Lists> & {
  v: number;
  cursor: string;
  scope: string;
  reset: boolean;
  more: string | null;
  people: Person[];
  gone: Uuid[];
  outcomes: Record<string, Outcome>;
  lists: string;
};

export type Enrolment = {
  key: string;
  device: number;
  base: string;
  user: { id: number; name: string };
  organisation: { id: number; name: string };
};
