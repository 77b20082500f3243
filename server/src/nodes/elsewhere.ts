const forgottenAfterMs = 30_000;

/** Visitors whose page is connected to another node, as those nodes say; what they do not repeat is forgotten. */
export function createElsewhere(nowMs: () => number) {
  const nodes = new Map<string, { visitors: Set<string>; heardMs: number }>();

  function ofNode(node: string) {
    const known = nodes.get(node) ?? { visitors: new Set<string>(), heardMs: nowMs() };
    nodes.set(node, known);
    return known;
  }

  return {
    has(visitorId: string): boolean {
      for (const [node, { visitors, heardMs }] of nodes) {
        if (nowMs() - heardMs > forgottenAfterMs) nodes.delete(node);
        else if (visitors.has(visitorId)) return true;
      }
      return false;
    },
    all(node: string, visitorIds: readonly string[]) {
      nodes.set(node, { visitors: new Set(visitorIds), heardMs: nowMs() });
    },
    came: (node: string, visitorId: string) => void ofNode(node).visitors.add(visitorId),
    went: (node: string, visitorId: string) => void ofNode(node).visitors.delete(visitorId),
  };
}

export type Elsewhere = ReturnType<typeof createElsewhere>;
