// The phone's clock beside the server's. Nothing that is kept or sent depends on it, but what is due is told by it.
import { remembered } from "./remembered.ts";

const A_DAY = 86_400_000;

export const isWrong = remembered(false);

export function compare(answer: Response) {
  const now = Date.parse(answer.headers.get("Date") ?? "");
  if (now) isWrong.value = Math.abs(Date.now() - now) > A_DAY;
}
