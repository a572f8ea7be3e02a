// A picture stands for each user of a shared phone: it tells its owner which is theirs and nobody else whose it is.
import type { IconName } from "./icon.tsx";

export const SIGNS: Record<string, [IconName, string]> = {
  FLOWER: ["flower", "Flower"],
  FISH: ["fish", "Fish"],
  SUN: ["sun", "Sun"],
  MOON: ["moon", "Moon"],
  STAR: ["star", "Star"],
  LEAF: ["leaf", "Leaf"],
  UMBRELLA: ["umbrella", "Umbrella"],
  BELL: ["bell", "Bell"],
};

export const signOf = (code: string) => SIGNS[code] ?? SIGNS["FLOWER"]!;
