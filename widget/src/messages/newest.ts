interface Followed {
  isNear: boolean;
  count: number;
  heightPx: number;
}

const nearPx = 80;
const followed = new WeakMap<Element, Followed>();

/** Keeps the newest in sight as the count grows or the box shrinks, unless she has scrolled up to read. */
export function keepNewestInSight(count: number, startsAtEnd: boolean) {
  return {
    // Read by keyboard too.
    tabIndex: 0,
    ref(box: HTMLElement | null) {
      if (!box) return;
      const before = followed.get(box);
      const isNear = before?.isNear ?? startsAtEnd;
      const heightPx = box.clientHeight;
      const isChanged = before?.count !== count || before.heightPx !== heightPx;
      if (isNear && isChanged) box.scrollTop = box.scrollHeight;
      followed.set(box, { isNear, count, heightPx });
    },
    onScroll({ currentTarget: box }: { currentTarget: HTMLElement }) {
      const heightPx = box.clientHeight;
      // A box that has just become smaller has not been scrolled by her.
      if (followed.get(box)?.heightPx !== heightPx) return;
      followed.set(box, { isNear: box.scrollHeight - box.scrollTop - heightPx < nearPx, count, heightPx });
    },
  };
}
