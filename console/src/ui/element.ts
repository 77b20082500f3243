import { SignalWatcher } from '@lit-labs/signals';
import type { CSSResultGroup } from 'lit';
import { LitElement } from 'lit';
import { base } from './base.styles.ts';

/** A picture of a model: drawn again when a signal it read has changed. */
export class Picture extends SignalWatcher(LitElement) {
  static override styles: CSSResultGroup = base;
  static override shadowRootOptions = { ...LitElement.shadowRootOptions, delegatesFocus: false };

  tell<Detail>(event: string, detail?: Detail) {
    this.dispatchEvent(new CustomEvent(event, { detail, bubbles: true, composed: true }));
  }
}
