import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { windowOf } from "./window.ts";

type Props<T> = { items: T[]; name: string; render: (item: T) => ComponentChildren; keyOf: (item: T) => string };

/** A list of any length that draws only the rows on the screen. The page itself scrolls; a row is `--row` high. */
export function Roll<T>({ items, name, render, keyOf }: Props<T>) {
  const list = useRef<HTMLUListElement>(null);
  const [, redraw] = useState(0);
  const height = rowHeight();
  useLayoutEffect(() => {
    let asked = 0;
    const scrolled = () => {
      asked ||= requestAnimationFrame(() => {
        asked = 0;
        redraw((count) => count + 1);
      });
    };
    addEventListener("scroll", scrolled, { passive: true });
    addEventListener("resize", scrolled);
    redraw((count) => count + 1);
    return () => {
      removeEventListener("scroll", scrolled);
      removeEventListener("resize", scrolled);
      cancelAnimationFrame(asked);
    };
  }, []);
  const top = list.current ? scrollY - list.current.offsetTop : 0;
  const { first, last } = windowOf(top, innerHeight, height, items.length);
  return (
    <ul class="roll" ref={list} aria-label={name} style={{ height: `${items.length * height}px` }}>
      {items.slice(first, last).map((item, at) => (
        <li key={keyOf(item)} style={{ transform: `translateY(${(first + at) * height}px)` }} aria-setsize={items.length} aria-posinset={first + at + 1}>
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
