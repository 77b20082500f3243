/** What became of a chat since somebody last answered it. */
export interface Rung {
  /** Who let it ring, said nothing or gave it back: asked again only when nobody else is here. */
  avoid: string[];
  /** How often it rang in vain. */
  rings: number;
}

export const rungOf = (json: string | null): Rung =>
  json === null ? { avoid: [], rings: 0 } : (JSON.parse(json) as Rung);

export const avoiding = (json: string | null, agentId: string, rang: boolean): Rung => {
  const { avoid, rings } = rungOf(json);
  return { avoid: [...new Set([...avoid, agentId])], rings: rings + (rang ? 1 : 0) };
};
