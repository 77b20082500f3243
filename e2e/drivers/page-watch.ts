import type { Page } from 'playwright-core';

/** What the browser itself says when the line breaks; no page can keep it from saying so. */
export const brokenLine =
  /net::ERR_(CONNECTION|INTERNET|NETWORK|EMPTY|SOCKET|ABORTED|FAILED)|WebSocket connection to .* failed|Failed to load resource/;

/** A browser notes each refused request, however well the page answers it. */
export const refusedRequest = /Failed to load resource: the server responded with a status of 4\d\d/;

/** Everything a page complains of, and everything the server tells it. */
export interface PageWatch {
  /** Console errors, refusals of the content policy, uncaught errors, dialogs nobody asked for. */
  readonly faults: string[];
  /** Whether these words, or this id, ever reached the page from the server. */
  heard(words: string): boolean;
  /** From here on such complaints are the browser's own and expected. */
  forgive(pattern: RegExp): void;
}

export function watchPage(page: Page): PageWatch {
  const faults: string[] = [];
  const forgiven: RegExp[] = [];
  const received: string[] = [];
  const fault = (text: string) => {
    if (!forgiven.some((pattern) => pattern.test(text))) faults.push(text);
  };

  page.on('console', (message) => {
    const isBad = message.type() === 'error' || message.type() === 'warning';
    if (isBad) fault(`${message.type()}: ${message.text()} (${message.location().url})`);
  });
  page.on('pageerror', (error) => fault(`uncaught: ${error.stack ?? error.message}`));
  page.on('dialog', (dialog) => {
    fault(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('websocket', (socket) => {
    socket.on('framereceived', ({ payload }) => void received.push(String(payload)));
  });
  page.on('response', async (response) => {
    const isOurs = /\/(api|socket)\b/.test(new URL(response.url()).pathname);
    if (isOurs) received.push(await response.text().catch(() => ''));
  });

  return {
    faults,
    heard: (words) => received.some((text) => text.includes(JSON.stringify(words).slice(1, -1))),
    forgive: (pattern) => void forgiven.push(pattern),
  };
}
