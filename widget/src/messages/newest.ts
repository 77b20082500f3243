interface Followed {
  isNear: boolean;
  count: number;
}

const nearPx = 80;
const followed = new WeakMap<Element, Followed>();

/** Keeps the newest in sight as the count grows, unless she has scrolled up to read. */
export function keepNewestInSight(count: number, startsAtEnd: boolean) {
  return {
    ref(box: HTMLElement | null) {
      if (!box) return;
      const before = followed.get(box);
      const isNear = before?.isNear ?? startsAtEnd;
      if (isNear && before?.count !== count) box.scrollTop = box.scrollHeight;
      followed.set(box, { isNear, count });
    },
    onScroll({ currentTarget: box }: { currentTarget: HTMLElement }) {
      followed.set(box, { isNear: box.scrollHeight - box.scrollTop - box.clientHeight < nearPx, count });
    },
  };
}
