import { render } from "preact";
import { distanceText, metresBetween } from "../distance.ts";
import { Badge } from "../parts/frame.tsx";
import { lists } from "../session.ts";
import { ageOn, today } from "../thai.ts";
import type { Person } from "../wire.ts";
import { t } from "../words.ts";
import { DueBadge } from "./due.tsx";
import type { Row } from "./list.ts";
import { here } from "./place.ts";
import type { Line } from "./reel.ts";

/** One home in a list: who, where, what is due, how far. */
export function homeLine(): Line<Row> {
  const node = document.createElement("li");
  node.innerHTML = `<a class="home"><strong> </strong><div class="rest"></div></a>`;
  const link = node.firstElementChild as HTMLAnchorElement;
  const [name, rest] = [link.firstElementChild!.firstChild as Text, link.lastElementChild!];
  return {
    node,
    name: ({ person }) => {
      name.data = person.n;
      link.href = `#/person/${person.id}`;
    },
    rest: ({ person }, at, count) => {
      node.ariaSetSize = String(count);
      node.ariaPosInSet = String(at + 1);
      render(<Rest person={person} day={today()} />, rest);
    },
    end: () => render(null, rest),
  };
}

function Rest({ person, day }: { person: Person; day: string }) {
  const age = person.b ? t("{n} years", { n: ageOn(person.b, day) }) : "";
  return (
    <>
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
    </>
  );
}

export function addressOf(person: Person): string {
  const place = lists.value.areas[person.a]?.name ?? "";
  // A village's own name says its number already; where somebody is known by subdistrict alone, theirs is all there is.
  const moo = person.m && !/^หมู่|^ม\./.test(place) && t("Moo {n}", { n: person.m });
  return [person.h, moo, place].filter(Boolean).join(" ");
}
