// The few rows of a long list that stand on the screen, written anew for others as these come into sight.

/** One row's pieces: made once, then written again and again. The name is enough while the list flies past. */
export type Line<T> = { node: HTMLElement; name: (item: T) => void; rest: (item: T, at: number, count: number) => void; end: () => void };
type Slot<T> = Line<T> & { at: number; item?: T; brief: boolean };

const SPARE = 4;
const FLYING = 1.5; // pixels a millisecond: nobody reads more than a name then
const SLOW = 32; // milliseconds: a drawing that takes longer can be felt

/** Which rows stand on the screen: all are one height, so it is a division. */
export function windowOf(scrolled: number, height: number, row: number, count: number) {
  // A list that has just become shorter is still scrolled to where it used to end.
  const top = Math.max(0, Math.min(scrolled, count * row - height));
  return { first: Math.max(0, Math.floor(top / row) - SPARE), last: Math.min(count, Math.ceil((top + height) / row) + SPARE) };
}

/** As many rows as ever stand in a window of this height. */
export const mostRows = (height: number, row: number) => Math.ceil(height / row) + 1 + 2 * SPARE;

/** How many rows the next drawing may complete: fewer after a slow one, so that none holds the screen up for long. */
export const allowed = (before: number, took: number) => (took > SLOW ? Math.max(1, before >> 1) : before + 1);

export class Reel<T> {
  private items: T[] = [];
  private slots: Slot<T>[] = [];
  private height = innerHeight;
  private asked = 0;
  private drawn = 0;
  private top = 0;
  private goesOn = false;
  private allowance = 2;

  constructor(
    private readonly list: HTMLElement,
    private readonly row: number,
    private readonly make: () => Line<T>,
  ) {}

  show(items: T[]) {
    this.items = items;
    this.list.style.height = `${items.length * this.row}px`;
    this.look();
  }

  /** Once a frame, and there first of all: what is read before anything is written costs no layout of its own. */
  readonly look = () => {
    this.asked ||= requestAnimationFrame((now) => this.draw(now));
  };

  /** A keyboard or an address bar that takes some of the screen and gives it back is no reason to make rows anew. */
  readonly resize = () => {
    if (innerHeight > this.height) {
      this.clear();
      this.height = innerHeight;
    }
    this.look();
  };

  end() {
    cancelAnimationFrame(this.asked);
    this.clear();
  }

  private draw(now: number) {
    const top = scrollY - this.list.offsetTop;
    const took = now - this.drawn;
    const isFlying = Math.abs(top - this.top) > took * FLYING;
    if (this.goesOn) this.allowance = allowed(this.allowance, took);
    Object.assign(this, { asked: 0, drawn: now, top });
    const { first, last } = windowOf(top, this.height, this.row, this.items.length);
    for (let at = first; at < last; at++) this.place(at);
    // Not `of`: a list flung far has slots that no row has needed yet.
    this.slots.forEach((slot) => slot.item !== this.items[slot.at] && slot.node.remove());
    this.goesOn = isFlying || !this.complete();
    if (this.goesOn) this.look();
  }

  /** By its place on the screen: the row that left above is the one that comes in below. */
  private place(at: number) {
    const item = this.items[at]!;
    const slot = (this.slots[at % mostRows(this.height, this.row)] ??= { ...this.make(), at: -1, brief: true });
    if (slot.at !== at) slot.node.style.transform = `translateY(${at * this.row}px)`;
    if (slot.item !== item) {
      slot.name(item);
      slot.node.classList.add("brief");
      slot.brief = true;
    }
    Object.assign(slot, { at, item });
    if (!slot.node.isConnected) this.list.append(slot.node);
  }

  /** Whether every row says all there is to say now. */
  private complete(): boolean {
    const brief = this.slots.filter((slot) => slot.brief && slot.node.isConnected);
    for (const slot of brief.slice(0, this.allowance)) {
      slot.rest(slot.item!, slot.at, this.items.length);
      slot.node.classList.remove("brief");
      slot.brief = false;
    }
    return brief.length <= this.allowance;
  }

  private clear() {
    this.slots.forEach((slot) => (slot.end(), slot.node.remove()));
    this.slots = [];
  }
}
