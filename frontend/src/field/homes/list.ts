// The list of homes: what is due, what fits the words typed, in which order. Pure.
import { metresBetween, type Point } from "../distance.ts";
import { daysBetween, searchKey } from "../thai.ts";
import type { Area, Person } from "../wire.ts";

export type Order = "due" | "name" | "near";
export type Show = { mine: boolean; area: string; due: boolean; words: string; order: Order; here: Point | null };
export type Row = { person: Person; key: string };
export type Due = "never" | "overdue" | "today" | "soon" | "later" | "none";

export const SOON = 7;

/** One row a person, with everything that can be searched in one string, made once and not at each letter. */
export function rowsOf(people: Iterable<Person>, areas: Record<string, Area>): Row[] {
  return Array.from(people, (person) => ({ person, key: keyOf(person, areas) })).sort(byName);
}

export function dueOf(person: Person, day: string): Due {
  if (!person.du) return "none";
  const days = daysBetween(day, person.du);
  if (days > SOON) return "later";
  if (days > 0) return "soon";
  if (!person.la) return "never";
  return days === 0 ? "today" : "overdue";
}

export const isDue = (person: Person, day: string) => ["never", "overdue", "today"].includes(dueOf(person, day));

export function shown(rows: Row[], show: Show, day: string): Row[] {
  const words = show.words.split(/\s+/).map(searchKey).filter(Boolean);
  const fits = rows.filter(
    ({ person, key }) =>
      (!show.mine || person.mi) &&
      (!show.area || person.a === show.area) &&
      (!show.due || isDue(person, day)) &&
      words.every((word) => key.includes(word)),
  );
  if (show.order === "name") return fits;
  return show.order === "near" && show.here ? nearest(fits, show.here) : fits.sort(byDue);
}

/** The areas there are homes in, with how many, the fullest first. */
export function areasOf(rows: Row[]): [code: string, count: number][] {
  const counts = new Map<string, number>();
  for (const { person } of rows) counts.set(person.a, (counts.get(person.a) ?? 0) + 1);
  return [...counts].sort(([codeA, a], [codeB, b]) => b - a || (codeA < codeB ? -1 : 1));
}

export function housemates(rows: Row[], person: Person): Person[] {
  return person.hh ? rows.map((row) => row.person).filter((other) => other.hh === person.hh && other.id !== person.id) : [];
}

function keyOf(person: Person, areas: Record<string, Area>): string {
  const place = areas[person.a];
  // A bar between the parts, so that the end of one and the start of the next do not make a word.
  return [person.n, person.h && `${person.h}`, person.m && `หมู่${person.m}`, person.ph, place?.name]
    .map((part) => searchKey(part ?? ""))
    .join("|");
}

function nearest(rows: Row[], here: Point): Row[] {
  const far = new Map(rows.map((row) => [row, row.person.ll ? metresBetween(here, row.person.ll) : Infinity]));
  return rows.sort((a, b) => far.get(a)! - far.get(b)! || byName(a, b));
}

// Plain comparison: the sort key already is in Thai dictionary order, and a collator would cost a second on an old phone.
const plain = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
const byName = (a: Row, b: Row) => plain(a.person.g, b.person.g);
const byDue = (a: Row, b: Row) => plain(a.person.du ?? "9", b.person.du ?? "9") || byName(a, b);
