import { signal } from '@lit-labs/signals';

export type Notice =
  /** It rang at her and she did not open it. */
  | { kind: 'missed'; conversationId: string; toId: string | null }
  | { kind: 'moved'; conversationId: string; toId: string | null }
  | { kind: 'words_kept'; conversationId: string };

export type Notices = ReturnType<typeof createNotices>;

/** What the agent must be told although she looks elsewhere; each stays until she has dealt with it. */
export function createNotices() {
  const list = signal<readonly Notice[]>([]);

  const dismiss = (notice: Notice) => list.set(list.get().filter((one) => one !== notice));

  function add(notice: Notice) {
    const others = list
      .get()
      .filter((one) => one.conversationId !== notice.conversationId || one.kind !== notice.kind);
    list.set([...others, notice]);
  }

  /** What was told is no longer so. */
  const settle = (conversationId: string, kind: Notice['kind']) =>
    list.set(list.get().filter((one) => one.conversationId !== conversationId || one.kind !== kind));

  return { list, add, dismiss, settle, clear: () => list.set([]) };
}
