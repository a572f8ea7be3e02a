import { useEffect, useState } from "preact/hooks";
import { Badge, Empty, Screen, Section } from "../parts/frame.tsx";
import { Icon } from "../parts/icon.tsx";
import { Name } from "../parts/name.tsx";
import { DueBadge } from "../homes/due.tsx";
import { housemates } from "../homes/list.ts";
import { addressOf } from "../homes/row.tsx";
import { byId, lists, rows, session } from "../session.ts";
import { photoOf } from "../sync/files.ts";
import { ageOn, dateShort, daysBetween, phoneGrouped, today } from "../thai.ts";
import type { Person } from "../wire.ts";
import { t } from "../words.ts";
import { PersonMap } from "./pin-map.tsx";
import { Drafts, halfFilled } from "./drafts.tsx";
import { Activities, Measures, Needs, Visits } from "./record.tsx";

export function PersonCard({ id }: { id: string }) {
  const person = byId.value.get(id);
  if (!person)
    return (
      <Screen title={t("Home")} back="#/homes">
        <Empty icon="user" title={t("This person is not on this phone any more.")} />
      </Screen>
    );
  return <Card person={person} />;
}

function Card({ person }: { person: Person }) {
  const day = today();
  const others = housemates(rows.value, person);
  const isHalfFilled = halfFilled().some(({ call }) => call.person?.id === person.id);
  const groups = (person.gr ?? []).map((code) => lists.value.words.groups[code] ?? code);
  return (
    <Screen title={t("Home")} back="#/homes">
      <div class="who">
        <Photo person={person} />
        <div>
          <h2>
            <Name of={person.n} />
          </h2>
          {[ageText(person, day), addressOf(person)].filter(Boolean).map((line) => (
            <p class="soft">{line}</p>
          ))}
        </div>
      </div>
      <p class="states">
        <DueBadge person={person} day={day} />
        {groups.map((group) => (
          <span class="badge past">{group}</span>
        ))}
        <CardExpiry person={person} day={day} />
      </p>
      <Alerts person={person} />
      <Drafts of={person.id} />
      <div class="actions">
        <a class={isHalfFilled ? "btn wide" : "btn primary wide"} href={`#/visit/${person.id}`}>
          <Icon name="clipboard" />
          {t("Visit this home")}
        </a>
        {person.ph && <Call name={t("Call")} phone={person.ph} />}
        {person.ll && (
          <a class="btn" href={`geo:${person.ll.join(",")}?q=${person.ll.join(",")}`}>
            <Icon name="map" />
            {t("Show the way")}
          </a>
        )}
      </div>
      <Conditions person={person} />
      <Measures person={person} />
      <Needs person={person} />
      <Activities person={person} day={day} />
      {(person.ca?.length ?? 0) > 0 && (
        <Section title={t("Carers")}>
          {person.ca!.map(([name, phone]) => (
            <div class="line">
              <span><Name of={name} /></span>
              {phone && <Call name={phoneGrouped(phone)} phone={phone} />}
            </div>
          ))}
        </Section>
      )}
      {others.length > 0 && (
        <Section title={t("In the same home")}>
          {others.map((other) => (
            <a class="line link" href={`#/person/${other.id}`}>
              <span><Name of={other.n} /></span>
              <Icon name="chevron" />
            </a>
          ))}
        </Section>
      )}
      <Visits person={person} />
      {person.ll && <PersonMap person={person} />}
    </Screen>
  );
}

function Photo({ person }: { person: Person }) {
  const [url, setUrl] = useState("");
  useEffect(() => {
    let made = "";
    const vault = session.value?.vault;
    if (person.pi && vault)
      void photoOf(vault, person.pi).then((bytes) => {
        if (bytes) setUrl((made = URL.createObjectURL(new Blob([bytes], { type: "image/jpeg" }))));
      });
    return () => URL.revokeObjectURL(made);
  }, [person.pi]);
  return url ? <img class="photo" src={url} alt={person.n} /> : <span class="photo" aria-hidden="true"><Icon name="user" /></span>; // prettier-ignore
}

function Call({ name, phone }: { name: string; phone: string }) {
  return (
    <a class="btn" href={`tel:${phone}`}>
      <Icon name="phone" />
      {name}
    </a>
  );
}

function Alerts({ person }: { person: Person }) {
  return (
    <>
      {(person.al ?? []).map(([, measure, severity, due]) => (
        <p class="note danger">
          <Icon name="alert" />
          <span>
            <strong>{lists.value.measures[measure]?.name ?? measure}</strong> {lists.value.words.severity[severity] ?? ""} ·{" "}
            {t("answer by {day}", { day: dateShort(due) })}
          </span>
        </p>
      ))}
    </>
  );
}

function Conditions({ person }: { person: Person }) {
  const disabilities = (person.di ?? []).map((code) => lists.value.words.disabilities[code] ?? code);
  if (!disabilities.length && !person.co) return null;
  return (
    <Section title={t("Conditions")}>
      <p>{[person.co, ...disabilities].filter(Boolean).join(" · ")}</p>
    </Section>
  );
}

function CardExpiry({ person, day }: { person: Person; day: string }) {
  if (!person.ex) return null;
  const days = daysBetween(day, person.ex);
  if (days > 90) return null;
  const said = days < 0 ? t("Disability card expired {day}", { day: dateShort(person.ex) }) : t("Disability card expires {day}", { day: dateShort(person.ex) });
  return (
    <Badge tone={days < 0 ? "danger" : "waits"} icon="accessible">
      {said}
    </Badge>
  );
}

function ageText(person: Person, day: string): string {
  if (!person.b) return "";
  return t("{n} years (born {day})", { n: ageOn(person.b, day), day: dateShort(person.b, person.bp) });
}
