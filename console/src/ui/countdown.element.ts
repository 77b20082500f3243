import { runningClock } from '../language/time.ts';
import { onTick, tickNowMs } from './ticker.ts';

/** What is left of a time. It changes its own text once a second and nothing else on the page. */
class CountdownElement extends HTMLElement {
  #untilMs: number | null = null;
  #stop: (() => void) | undefined;

  set untilMs(value: number | null) {
    this.#untilMs = value;
    this.#move(tickNowMs());
  }

  connectedCallback() {
    this.#stop = onTick((nowMs) => this.#move(nowMs));
    this.#move(tickNowMs());
  }

  disconnectedCallback() {
    this.#stop?.();
  }

  #move(nowMs: number) {
    const text = this.#untilMs === null ? '' : runningClock(this.#untilMs - nowMs);
    if (this.textContent !== text) this.textContent = text;
  }
}

customElements.define('straks-countdown', CountdownElement);
