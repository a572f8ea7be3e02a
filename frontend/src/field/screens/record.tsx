import { Badge, Section } from "../parts/frame.tsx";
import { Icon, type IconName } from "../parts/icon.tsx";
import { lists } from "../session.ts";
import { dateShort, timeShort } from "../thai.ts";
import type { Person, Value } from "../wire.ts";
import { t } from "../words.ts";

const TONES: Record<string, ["ours" | "waits" | "danger", IconName]> = {
  FINE: ["ours", "check"],
  WATCH: ["waits", "heartbeat"],
  ALERT: ["danger", "alert"],
  TODAY: ["danger", "alert"],
};

export function Measures({ person }: { person: Person }) {
  if (!person.o?.length) return null;
  return (
    <Section title={t("Last values")}>
      <dl class="values">
        {person.o.map(([code, value, day, band]) => {
          const measure = lists.value.measures[code];
          const meaning = band ? measure?.bands[band] : undefined;
          const [tone, icon] = TONES[meaning?.[3] ?? ""] ?? ["ours", "check"];
          return (
            <div>
              <dt>
                {measure?.name ?? code} <small>{dateShort(day)}</small>
              </dt>
              <dd>
                <b>{valueText(code, value)}</b> {measure?.unit}
                {meaning && (
                  <Badge tone={tone} icon={icon}>
                    {meaning[0]}
                  </Badge>
                )}
              </dd>
            </div>
          );
        })}
      </dl>
    </Section>
  );
}

function valueText(code: string, value: Value): string {
  return typeof value === "number" ? value.toFixed(lists.value.measures[code]?.decimals ?? 0) : value;
}

const URGENCY: Record<string, "danger" | "waits" | "past"> = { VERY_URGENT: "danger", URGENT: "waits" };

export function Needs({ person }: { person: Person }) {
  if (!person.ne?.length) return null;
  const { words, need_kinds } = lists.value;
  return (
    <Section title={t("What is needed")}>
      {person.ne.map(([, kind, whose, urgency, since, note]) => (
        <div class="need">
          <strong>{need_kinds[kind] ?? kind}</strong>{" "}
          <Badge tone={URGENCY[urgency] ?? "past"} icon="heart">
            {words.urgency[urgency] ?? urgency}
          </Badge>
          <p class="soft">{[words.whose[whose], since && t("since {day}", { day: dateShort(since) }), note].filter(Boolean).join(" · ")}</p>
        </div>
      ))}
    </Section>
  );
}

export function Activities({ person, day }: { person: Person; day: string }) {
  if (!person.pl?.length) return null;
  return (
    <Section title={t("Care plan")}>
      {person.pl.map(([, what, due, , mine]) => (
        <div class="need">
          <strong>{what}</strong>{" "}
          <Badge tone={due < day ? "danger" : "waits"} icon="calendar">
            {dateShort(due)}
          </Badge>
          {mine === 1 && <p class="soft">{t("Yours to do")}</p>}
        </div>
      ))}
    </Section>
  );
}

export function Visits({ person }: { person: Person }) {
  if (!person.v?.length) return <Section title={t("Visits")}><p class="soft">{t("Nobody has visited yet.")}</p></Section>; // prettier-ignore
  return (
    <Section title={t("Visits")}>
      <ol class="thread">
        {person.v.map(([, at, who, outcome, , note, values]) => (
          <li>
            <p class="soft">{[timeShort(at), who].filter(Boolean).join(" · ")}</p>
            {outcome !== "MET" && <p>{lists.value.words.outcomes[outcome] ?? outcome}</p>}
            {note && <p>{note}</p>}
            {values.length > 0 && <Told values={values} />}
          </li>
        ))}
      </ol>
    </Section>
  );
}

/** What was measured on a visit: a dozen values would bury the note above them. */
function Told({ values }: { values: [string, Value][] }) {
  return (
    <details class="told">
      <summary>{t("{n} values", { n: values.length })}</summary>
      <ul>
        {values.map(([code, value]) => (
          <li>
            <span>{lists.value.measures[code]?.name ?? code}</span> <b>{valueText(code, value)}</b>
          </li>
        ))}
      </ul>
    </details>
  );
}

export function Fact({ icon, name, children }: { icon: IconName; name: string; children: string }) {
  return (
    <p class="line">
      <span>
        <Icon name={icon} /> {name}
      </span>
      <b>{children}</b>
    </p>
  );
}
