import type { RawSocket } from './raw-socket.ts';

/** One direction of one conversation: words go in at one end and come out at the other. */
export class Line {
  /** Words that arrived at the other side. */
  delivered = 0;
  #socket: RawSocket;
  #before: string;
  #after: string;

  /** `json` of an event with the words "ID" in place of the client message id. */
  constructor(socket: RawSocket, event: string, payload: object) {
    this.#socket = socket;
    const [before = '', after = ''] = JSON.stringify([event, { ...payload, clientMessageId: 'ID' }]).split(
      '"ID"',
    );
    this.#before = `${before}"`;
    this.#after = `"${after}`;
  }

  send(answered: (ok: boolean) => void): void {
    this.#socket.sendReady(this.#before + nextId() + this.#after, (frame) => answered(isOk(frame)));
  }
}

const isOk = (frame: string): boolean => frame.startsWith('[{"ok":true', frame.indexOf('['));

/** Ids that sort as they are made, as those of the clients do. */
let made = 0;
const nextId = (): string => {
  made += 1;
  return `00000000-0000-4000-8000-${made.toString(16).padStart(12, '0')}`;
};

export const oneHundredCharacters =
  'Hei! Pakken min skulle kommet på tirsdag, men den er ikke her ennå. Kan du se hvor den er? Hilsen Ada';
