import { Icon } from '../ui/icons.tsx';
import { say } from '../ui/say.ts';
import type { Composer } from './composer.model.ts';
import { isSendKey } from './send-key.ts';

export function ComposerPicture({ label, composer }: { label: string; composer: Composer }) {
  const { words } = say();
  return (
    <form
      class="composer"
      onSubmit={(event) => {
        event.preventDefault();
        composer.send();
      }}
    >
      {composer.isFull.value && (
        <p class="problem" role="alert">
          {words.noRoom}
        </p>
      )}
      <div class="field">
        <Growing
          label={label}
          value={composer.draft.text.value}
          onWritten={composer.write}
          onSend={composer.send}
        />
        <button type="submit" class="send" aria-label={words.send} aria-disabled={!composer.canSend()}>
          <Icon name="send" />
        </button>
      </div>
      <Left left={composer.left()} />
    </form>
  );
}

/** Told near the limit only. */
export function Left({ left }: { left: number | null }) {
  const { words } = say();
  if (left === null) return null;
  return (
    <p class={left < 0 ? 'problem' : 'hint'} role="status">
      {left < 0 ? words.charactersOver(-left) : words.charactersLeft(left)}
    </p>
  );
}

interface GrowingProps {
  label: string;
  placeholder?: string;
  value: string;
  rows?: number;
  /** Of a label that stands elsewhere. */
  id?: string;
  describedBy?: string;
  onWritten(value: string): void;
  onSend(): void;
}

/** A field as tall as its words, up to what the style allows. */
export function Growing({
  label,
  placeholder,
  value,
  rows = 1,
  id,
  describedBy,
  onWritten,
  onSend,
}: GrowingProps) {
  return (
    <textarea
      ref={(field) => fit(field)}
      id={id}
      class="words"
      data-start
      dir="auto"
      rows={rows}
      value={value}
      aria-label={id ? undefined : label}
      aria-describedby={describedBy}
      placeholder={placeholder ?? label}
      enterkeyhint="send"
      onInput={(event) => onWritten(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (!isSendKey(event)) return;
        event.preventDefault();
        onSend();
      }}
    />
  );
}

/** Where the style cannot do it yet. */
function fit(field: HTMLTextAreaElement | null) {
  if (!field || CSS.supports('field-sizing', 'content')) return;
  field.style.height = 'auto';
  field.style.height = `${field.scrollHeight}px`;
}
