import { once } from 'node:events';
import { WebSocket } from 'ws';

export interface RawParts {
  url: string;
  /** The page's own, which is not the address where something stands before the server. */
  origin?: string;
  namespace: string;
  query?: string;
  auth?: object;
  cookie?: string;
  /** An event of the server's, as its text. */
  heard?(frame: string): void;
  /** It stood, and has ended. */
  lost?(): void;
}

/**
 * Socket.IO's wire by hand (Engine.IO 4, WebSocket only): frames go out as ready-made text and are read no
 * further than needed, so that the server is what a bench measures.
 */
export class RawSocket {
  readonly namespace: string;
  #socket: WebSocket;
  #ackStart: string;
  #eventStart: string;
  #heard: (frame: string) => void;
  #nextId = 0;
  #waiting = new Map<number, (frame: string) => void>();

  private constructor({ url, origin = url, namespace, query = '', cookie, heard }: RawParts) {
    this.namespace = namespace;
    this.#ackStart = `43${namespace},`;
    this.#eventStart = `42${namespace},`;
    this.#heard = heard ?? (() => {});
    const address = `${url.replace(/^http/, 'ws')}/socket/?EIO=4&transport=websocket${query}`;
    this.#socket = new WebSocket(address, {
      headers: { origin, ...(cookie !== undefined && { cookie }) },
      perMessageDeflate: false,
      skipUTF8Validation: true,
    });
  }

  static async connect(parts: RawParts): Promise<RawSocket> {
    const raw = new RawSocket(parts);
    const connected = Promise.withResolvers<void>();
    // Whoever never opens is told below, by `once`.
    connected.promise.catch(() => {});
    raw.#socket.on('message', (data) => raw.#take(String(data), connected.resolve));
    raw.#socket.on('error', connected.reject);
    raw.#socket.on('close', () => connected.reject(new Error('closed while connecting')));
    await once(raw.#socket, 'open');
    raw.#socket.send(`40${parts.namespace},${JSON.stringify(parts.auth ?? {})}`);
    await connected.promise;
    if (parts.lost) raw.#socket.on('close', parts.lost);
    return raw;
  }

  /** Sends an event whose JSON is ready; the answer comes as its frame. */
  sendReady(json: string, answered: (frame: string) => void): void {
    const id = this.#nextId++;
    this.#waiting.set(id, answered);
    this.#socket.send(this.#eventStart + id + json);
  }

  request<Answer extends object>(event: string, payload: object): Promise<Answer> {
    return new Promise((resolve, reject) => {
      this.sendReady(JSON.stringify([event, payload]), (frame) => {
        const [answer] = JSON.parse(frame.slice(frame.indexOf('['))) as [Answer & { ok: boolean }];
        if (answer.ok) resolve(answer);
        else reject(new Error(`${event}: ${JSON.stringify(answer)}`));
      });
    });
  }

  close(): void {
    this.#socket.close();
  }

  #take(frame: string, connected: () => void): void {
    if (frame.startsWith(this.#eventStart)) this.#heard(frame);
    else if (frame.startsWith(this.#ackStart)) this.#answered(frame);
    else if (frame === '2') this.#socket.send('3');
    else if (frame.startsWith(`40${this.namespace}`)) connected();
    else if (frame.startsWith('44')) this.#socket.emit('error', new Error(frame));
  }

  #answered(frame: string): void {
    const id = Number.parseInt(frame.slice(this.#ackStart.length), 10);
    const answered = this.#waiting.get(id);
    this.#waiting.delete(id);
    answered?.(frame);
  }
}
