import { html, nothing } from 'lit';
import { Check, CircleAlert } from 'lucide';
import { words } from '../language/language.ts';
import { icon } from '../ui/icon.ts';
import type { FormState } from './form.model.ts';

/** The line under a field: what is wrong with it, or else what it is for. */
export function under(id: string, error: string | undefined, hint?: string) {
  if (error)
    return html`<p class="error" id=${`${id}-note`} role="alert">${icon(CircleAlert)}<span>${error}</span></p>`;
  return hint ? html`<p class="hint" id=${`${id}-note`}>${hint}</p>` : nothing;
}

/** Save, undo, and in a sentence how it went. */
export function saveBar(form: FormState) {
  const { common } = words();
  const dirty = form.dirty.get();
  const saving = form.saving.get();
  return html`<div class="savebar">
    <button class="primary" aria-disabled=${dirty && saving !== 'saving' ? nothing : 'true'}>
      ${saving === 'saving' ? common.saving : common.save}
    </button>
    ${dirty ? html`<button type="button" @click=${() => form.undo()}>${common.undo}</button>` : nothing}
    <div role="status">${stateOf(form)}</div>
  </div>`;
}

function stateOf(form: FormState) {
  const { common, refusals } = words();
  const saving = form.saving.get();
  if (typeof saving === 'object') return html`<p class="state failed">${refusals[saving.code]}</p>`;
  if (form.dirty.get()) return html`<p class="state">${common.unsaved}</p>`;
  return saving === 'saved' ? html`<p class="state saved">${icon(Check)}${common.saved}</p>` : nothing;
}

export const submitting = (form: FormState) => (event: SubmitEvent) => {
  event.preventDefault();
  void form.submit();
};

export const typedIn = (event: Event) => (event.target as HTMLInputElement).value;
