import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { mostRows, windowOf } from "./window.ts";

type Props<T> = { items: T[]; name: string; render: (item: T) => ComponentChildren };

/** A list of any length that draws only the rows on the screen. The page itself scrolls; a row is `--row` high. */
export function Roll<T>({ items, name, render }: Props<T>) {
  const list = useRef<HTMLUListElement>(null);
  const [, redraw] = useState("");
  const height = rowHeight();
  const top = () => (list.current ? scrollY - list.current.offsetTop : 0);
  // Drawn anew only when other rows come into sight, not at each pixel.
  const shown = () => Object.values(windowOf(top(), innerHeight, height, items.length)).join("–");
  useLayoutEffect(() => {
    let asked = 0;
    const scrolled = () => {
      asked ||= requestAnimationFrame(() => {
        asked = 0;
        redraw(shown());
      });
    };
    addEventListener("scroll", scrolled, { passive: true });
    addEventListener("resize", scrolled);
    redraw(shown());
    return () => {
      removeEventListener("scroll", scrolled);
      removeEventListener("resize", scrolled);
      cancelAnimationFrame(asked);
    };
  }, [items]);
  const { first, last } = windowOf(top(), innerHeight, height, items.length);
  const slots = mostRows(innerHeight, height);
  return (
    <ul class="roll" ref={list} aria-label={name} style={{ height: `${items.length * height}px` }}>
      {items.slice(first, last).map((item, at) => (
        // By its place on the screen: the row that left above is written anew below, and nothing is built or thrown away.
        <li key={(first + at) % slots} style={{ transform: `translateY(${(first + at) * height}px)` }} aria-setsize={items.length} aria-posinset={first + at + 1}>
          {render(item)}
        </li>
      ))}
    </ul>
  );
}

let known = 0;
function rowHeight(): number {
  known ||= parseFloat(getComputedStyle(document.documentElement).fontSize) * parseFloat(getComputedStyle(document.documentElement).getPropertyValue("--row"));
  return known || 108;
}
