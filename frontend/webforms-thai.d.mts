type Change = [before: string, after: string];
export const THAI: Record<"form" | "map", Change[]>;
export const THAI_LISTS: Change[];
