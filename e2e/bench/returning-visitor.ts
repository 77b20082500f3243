import { setTimeout as pause } from 'node:timers/promises';
import type { RawSocket } from './raw-socket.ts';
import { comesBack, makeVisitor, type VisitorKey } from './visitors.ts';

/** As the widget has Socket.IO do it (`widget/src/connection/socket.ts`). */
const firstPauseMs = 500;
const longestPauseMs = 5_000;
const spread = 0.5;
/** Whoever hears nothing for so long begins anew. */
const answerWithinMs = 20_000;

interface House {
  url: string;
  siteKey: string;
}

/** A visitor on a raw socket who comes back by herself, as her widget would: spread in time, ever more slowly. */
export class ReturningVisitor {
  /** When she was answered after her line was last lost; null until then. */
  backMs: number | null = null;
  /** The longest she was without a line. */
  awayMs = 0;
  inVain = 0;
  #goneSinceMs: number | null = null;
  #house: House;
  #key: VisitorKey = { token: '' };
  #socket: RawSocket | null = null;
  #asked = false;
  /** Which line is hers: the end of one that she has left is no loss. */
  #line = 0;
  #gone = false;

  private constructor(house: House) {
    this.#house = house;
  }

  static async arrive(house: House): Promise<ReturningVisitor> {
    const visitor = new ReturningVisitor(house);
    visitor.#socket = await makeVisitor(
      house,
      (frame) => visitor.#hear(frame),
      visitor.#key,
      () => visitor.#lost(0),
    );
    return visitor;
  }

  forget(): void {
    this.backMs = null;
    this.awayMs = 0;
    this.inVain = 0;
  }

  leave(): void {
    this.#gone = true;
    this.#socket?.close();
  }

  /** The server is about to end, and asks everybody to come back at a moment of her own, cut before it or not. */
  #hear(frame: string): void {
    const asked = /\["moving",\{"withinMs":(\d+)\}\]/.exec(frame);
    if (!asked || this.#asked) return;
    this.#asked = true;
    void this.#comeBack(Math.random() * Number(asked[1]));
  }

  #lost(line: number): void {
    if (!this.#gone && line === this.#line) this.#isAway();
    if (this.#gone || this.#asked || line !== this.#line) return;
    void this.#comeBack(pauseMs(0));
  }

  async #comeBack(inMs: number): Promise<void> {
    await pause(inMs);
    this.#line += 1;
    this.#isAway();
    this.#socket?.close();
    for (let tries = 0; !this.#gone; tries += 1) {
      if (tries > 0) await pause(pauseMs(tries - 1));
      if (await this.#connects()) return;
      this.inVain += 1;
    }
  }

  #isAway(): void {
    this.backMs = null;
    this.#goneSinceMs ??= performance.now();
  }

  async #connects(): Promise<boolean> {
    this.#asked = false;
    const cut = Promise.withResolvers<null>();
    const line = this.#line;
    let stands = false;
    const lost = () => (stands ? this.#lost(line) : cut.resolve(null));
    const tooLong = setTimeout(cut.resolve, answerWithinMs, null);
    const back = comesBack(this.#house, this.#key.token, (frame) => this.#hear(frame), lost).catch(
      () => null,
    );
    const came = await Promise.race([back, cut.promise]);
    clearTimeout(tooLong);
    if (!came) {
      void back.then((late) => late?.socket.close());
      return false;
    }
    stands = true;
    this.#socket = came.socket;
    this.backMs = performance.now();
    this.awayMs = Math.max(this.awayMs, this.backMs - (this.#goneSinceMs ?? this.backMs));
    this.#goneSinceMs = null;
    return true;
  }
}

const pauseMs = (tries: number): number =>
  Math.min(longestPauseMs, firstPauseMs * 2 ** tries) * (1 + spread * (2 * Math.random() - 1));
