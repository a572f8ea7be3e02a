import { distanceText, metresBetween } from "../distance.ts";
import { Badge } from "../parts/frame.tsx";
import { lists } from "../session.ts";
import { ageOn } from "../thai.ts";
import type { Person } from "../wire.ts";
import { t } from "../words.ts";
import { DueBadge } from "./due.tsx";
import { here } from "./place.ts";

/** One home in a list: who, where, what is due, how far. */
export function HomeRow({ person, day }: { person: Person; day: string }) {
  const age = person.b ? t("{n} years", { n: ageOn(person.b, day) }) : "";
  return (
    <a class="home" href={`#/person/${person.id}`}>
      <strong>{person.n}</strong>
      <span class="soft">{[addressOf(person), age].filter(Boolean).join(" · ")}</span>
      <span class="states">
        <DueBadge person={person} day={day} />
        {(person.al?.length ?? 0) > 0 && (
          <Badge tone="danger" icon="alert">
            {t("Alert")}
          </Badge>
        )}
        {here.value && person.ll && <span class="far">{distanceText(metresBetween(here.value, person.ll))}</span>}
      </span>
    </a>
  );
}

export function addressOf(person: Person): string {
  const place = lists.value.areas[person.a]?.name ?? "";
  // A village's own name says its number already; where somebody is known by subdistrict alone, theirs is all there is.
  const moo = person.m && !/^หมู่|^ม\./.test(place) && t("Moo {n}", { n: person.m });
  return [person.h, moo, place].filter(Boolean).join(" ");
}
