import { computed, signal } from '@lit-labs/signals';
import type { Refused } from '@straks/shared/result.ts';

export type Saving = 'idle' | 'saving' | 'saved' | Refused;

export interface FormParts<Values extends object> {
  saved: Values;
  /** A sentence per field that cannot be saved as it is. */
  check(values: Values): Partial<Record<keyof Values, string>>;
  /** Sends what has changed; gives back what the server keeps now. */
  save(changed: Partial<Values>): Promise<{ ok: true; values: Values } | Refused>;
}

/** What a page needs of any form, whatever its fields. */
export interface FormState {
  dirty: { get(): boolean };
  saving: { get(): Saving };
  undo(): void;
  submit(): Promise<void>;
}

export type Form<Values extends object> = ReturnType<typeof createForm<Values>>;

/** Fields being edited beside what is saved. A refusal changes nothing that was typed. */
export function createForm<Values extends object>(parts: FormParts<Values>) {
  const saved = signal(parts.saved);
  const values = signal(parts.saved);
  const saving = signal<Saving>('idle');
  const tried = signal(false);
  const changed = computed(() => differing(saved.get(), values.get()));
  const dirty = computed(() => Object.keys(changed.get()).length > 0);
  const faults = computed(() => parts.check(values.get()));
  /** Faults are told once she has tried to save, not while she types the first letter. */
  const told = computed<Partial<Record<keyof Values, string>>>(() => (tried.get() ? faults.get() : {}));

  function edit(change: Partial<Values>) {
    values.set({ ...values.get(), ...change });
    if (saving.get() !== 'saving') saving.set('idle');
  }

  function undo() {
    values.set(saved.get());
    tried.set(false);
    saving.set('idle');
  }

  async function submit() {
    tried.set(true);
    if (saving.get() === 'saving' || !dirty.get() || Object.keys(faults.get()).length > 0) return;
    saving.set('saving');
    const sent = values.get();
    const answer = await parts.save(changed.get());
    if (!answer.ok) return saving.set(answer);
    saved.set(answer.values);
    // What she went on typing while it was being saved stays.
    values.set({ ...answer.values, ...differing(sent, values.get()) });
    tried.set(false);
    saving.set('saved');
  }

  return { values, saved, saving, dirty, told, edit, undo, submit };
}

function differing<Values extends object>(from: Values, to: Values): Partial<Values> {
  const keys = Object.keys(to) as (keyof Values)[];
  return Object.fromEntries(
    keys.filter((key) => JSON.stringify(from[key]) !== JSON.stringify(to[key])).map((key) => [key, to[key]]),
  ) as Partial<Values>;
}
