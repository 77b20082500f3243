import type { ReadonlySignal } from '@preact/signals-core';
import { effect } from '@preact/signals-core';

/** The count before the page's own title, taken away again when it is read. */
export function showUnread(unread: ReadonlySignal<number>, tell: (count: number) => void): () => void {
  let told = 0;
  const stop = effect(() => {
    if (unread.value === told) return;
    told = unread.value;
    showInTitle(told);
    tell(told);
  });
  return () => {
    stop();
    if (told > 0) showInTitle(0);
  };
}

const counted = /^\(\d+\) /;

function showInTitle(count: number) {
  const title = document.title.replace(counted, '');
  document.title = count > 0 ? `(${count}) ${title}` : title;
}
