// A phone without room left keeps nothing new until its owner makes some: said wherever it is met.
import { remembered } from "./remembered.ts";

export const full = remembered(false);

export const isFull = (error: unknown) => error instanceof Error && error.name === "QuotaExceededError";

addEventListener("unhandledrejection", (event) => {
  if (!isFull(event.reason)) return;
  full.value = true;
  event.preventDefault();
});
