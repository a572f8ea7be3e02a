import { useLayoutEffect, useRef } from "preact/hooks";
import { goOnScrolling } from "../parts/route.ts";
import { Reel, type Line } from "./reel.ts";

type Props<T> = { items: T[]; name: string; line: () => Line<T> };

/** A list of any length that holds only the rows on the screen. The page itself scrolls; a row is `--row` high. */
export function Roll<T>({ items, name, line }: Props<T>) {
  const list = useRef<HTMLUListElement>(null);
  const reel = useRef<Reel<T>>();
  useLayoutEffect(() => {
    const made = (reel.current = new Reel(list.current!, rowHeight(), line));
    addEventListener("scroll", made.look, { passive: true });
    addEventListener("resize", made.resize);
    return () => {
      removeEventListener("scroll", made.look);
      removeEventListener("resize", made.resize);
      made.end();
    };
  }, []);
  useLayoutEffect(() => reel.current!.show(items), [items]);
  useLayoutEffect(goOnScrolling, []);
  return <ul class="roll" ref={list} aria-label={name} />;
}

let known = 0;
function rowHeight(): number {
  const style = getComputedStyle(document.documentElement);
  return (known ||= parseFloat(style.fontSize) * parseFloat(style.getPropertyValue("--row")));
}
