import type { Urgency, WaitKind } from '../inbox/urgency.ts';
import { urgency } from '../inbox/urgency.ts';
import { words } from '../language/language.ts';
import { runningClock } from '../language/time.ts';
import { onTick, tickNowMs } from './ticker.ts';

/** A wait that runs. It changes its own two texts once a second and nothing else on the page. */
class ClockElement extends HTMLElement {
  #sinceMs = 0;
  #waitKind: WaitKind = 'answer';
  #stop: (() => void) | undefined;
  readonly #figure = document.createElement('span');
  readonly #word = document.createElement('span');

  set sinceMs(value: number) {
    this.#sinceMs = value;
    this.#move(tickNowMs());
  }

  set waitKind(value: WaitKind) {
    this.#waitKind = value;
    this.#move(tickNowMs());
  }

  connectedCallback() {
    this.#figure.className = 'figure';
    this.#word.className = 'word';
    this.replaceChildren(this.#figure, this.#word);
    this.#stop = onTick((nowMs) => this.#move(nowMs));
    this.#move(tickNowMs());
  }

  disconnectedCallback() {
    this.#stop?.();
  }

  #move(nowMs: number) {
    const waitedMs = nowMs - this.#sinceMs;
    const level: Urgency = urgency(waitedMs, this.#waitKind);
    write(this.#figure, runningClock(waitedMs));
    write(this.#word, words().inbox[level]);
    if (this.dataset.urgency !== level) this.dataset.urgency = level;
  }
}

function write(element: HTMLElement, text: string) {
  if (element.textContent !== text) element.textContent = text;
}

customElements.define('straks-clock', ClockElement);
