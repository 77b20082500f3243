import { onTick, tickNowMs } from './ticker.ts';

/** A text that is true until a moment, and another one from then on. */
class UntilElement extends HTMLElement {
  #untilMs = 0;
  #texts: readonly [before: string, after: string] = ['', ''];
  #stop: (() => void) | undefined;

  set untilMs(value: number) {
    this.#untilMs = value;
    this.#move(tickNowMs());
  }

  set texts(value: readonly [before: string, after: string]) {
    this.#texts = value;
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
    const isOver = nowMs >= this.#untilMs;
    const text = this.#texts[isOver ? 1 : 0];
    if (this.textContent !== text) this.textContent = text;
    this.toggleAttribute('data-over', isOver);
  }
}

customElements.define('straks-until', UntilElement);
