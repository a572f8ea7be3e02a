import { Badge } from "../parts/frame.tsx";
import { dateShort, daysBetween } from "../thai.ts";
import type { Person } from "../wire.ts";
import { t } from "../words.ts";
import { dueOf } from "./list.ts";

/** When somebody is to be visited, in a word and a picture. */
export function DueBadge({ person, day }: { person: Person; day: string }) {
  const due = dueOf(person, day);
  const days = person.du ? daysBetween(day, person.du) : 0;
  if (due === "never") return <Badge tone="waits" icon="clock">{t("Not visited yet")}</Badge>; // prettier-ignore
  if (due === "overdue") return <Badge tone="danger" icon="clock">{t("{n} days overdue", { n: -days })}</Badge>; // prettier-ignore
  if (due === "today") return <Badge tone="waits" icon="clock">{t("Due today")}</Badge>; // prettier-ignore
  if (due === "soon") return <Badge tone="waits" icon="calendar">{t("Due in {n} days", { n: days })}</Badge>; // prettier-ignore
  if (due === "later") return <Badge tone="past" icon="calendar">{t("Due {day}", { day: dateShort(person.du!) })}</Badge>; // prettier-ignore
  return null;
}
