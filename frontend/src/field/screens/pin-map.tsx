import { useEffect, useRef, useState } from "preact/hooks";
import { Section } from "../parts/frame.tsx";
import { Icon } from "../parts/icon.tsx";
import { here } from "../homes/place.ts";
import { rows } from "../session.ts";
import type { Person } from "../wire.ts";
import { t } from "../words.ts";

/** Where the home stands among the others; drawn only when asked for, from what the phone has: no tiles. */
export function PersonMap({ person }: { person: Person }) {
  const [open, setOpen] = useState(false);
  const element = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!open) return;
    let close: (() => void) | undefined;
    let left = false;
    void import("../homes/drawn-map.ts").then(({ drawMap }) => {
      if (!left) close = drawMap(element.current!, person, rows.value, here.value);
    });
    return () => {
      left = true;
      close?.();
    };
  }, [open, person]);
  return (
    <Section title={t("On the map")}>
      {open ? (
        <div class="map" ref={element} role="group" aria-label={t("Map around the home of {name}", { name: person.n })} />
      ) : (
        <button class="btn" onClick={() => setOpen(true)}>
          <Icon name="map" />
          {t("Show the homes around")}
        </button>
      )}
    </Section>
  );
}
