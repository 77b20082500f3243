/** One who waits, in the order she is served: by priority, then by ticket. */
export interface InLine {
  conversationId: string;
  visitorId: string;
  departmentId: string;
  priority: number;
  ticket: number;
  queuedMs: number;
}

/** Everybody's place among those who wait for the same department, 1 for the next. One pass over the line. */
export function positions(line: readonly InLine[]): Map<string, number> {
  const behind = new Map<string, number>();
  const places = new Map<string, number>();
  for (const { conversationId, departmentId } of line) {
    const position = (behind.get(departmentId) ?? 0) + 1;
    behind.set(departmentId, position);
    places.set(conversationId, position);
  }
  return places;
}
