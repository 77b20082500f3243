/** From lucide, drawn at 1.75. */
const paths = {
  close: 'm6 9 6 6 6-6',
  send: 'm5 12 7-7 7 7M12 19V5',
  sending: 'M12 6v6l4 2M21 12a9 9 0 1 1-18 0 9 9 0 0 1 18 0',
  sent: 'M20 6 9 17l-5-5',
  read: 'M18 6 7 17l-5-5M22 10l-7.5 7.5L13 16',
  failed: 'M12 8v4M12 16h.01M21 12a9 9 0 1 1-18 0 9 9 0 0 1 18 0',
  down: 'M12 5v14M19 12l-7 7-7-7',
  clock: 'M12 6v6l4 2M21 12a9 9 0 1 1-18 0 9 9 0 0 1 18 0',
  mail: 'm22 7-8.97 5.7a1.94 1.94 0 0 1-2.06 0L2 7M4 4h16a2 2 0 0 1 2 2v12a2 2 0 0 1-2 2H4a2 2 0 0 1-2-2V6c0-1.1.9-2 2-2Z',
} as const;

export type IconName = keyof typeof paths;

export const Icon = ({ name }: { name: IconName }) => <Stroke d={paths[name]} />;

export function Stroke({ d }: { d: string }) {
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
      <path d={d} />
    </svg>
  );
}
