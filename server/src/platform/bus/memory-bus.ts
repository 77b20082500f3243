import type { BusParts, OpenBus } from './bus.ts';

/** The bus of a process that is alone: nobody hears. Several opened on one hub hear each other. */
export function createMemoryHub(): OpenBus {
  const members = new Set<BusParts>();
  return function open(parts) {
    members.add(parts);
    return {
      tell(hint) {
        for (const other of members)
          if (other !== parts) setImmediate(() => members.has(other) && other.heard(hint));
      },
      isUp: () => true,
      hearsAll: () => true,
      close: async () => void members.delete(parts),
    };
  };
}
