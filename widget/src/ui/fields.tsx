import type { Signal } from '@preact/signals-core';
import { say } from './say.ts';

export function NameField({ name }: { name: Signal<string> }) {
  const { words } = say();
  return (
    <div class="row">
      <label for="name">
        {words.yourName} <span class="soft">({words.optional})</span>
      </label>
      <input
        id="name"
        class="line"
        maxLength={80}
        autocomplete="name"
        value={name.value}
        onInput={into(name)}
      />
    </div>
  );
}

export function EmailField({ email, isBad }: { email: Signal<string>; isBad: boolean }) {
  const { words } = say();
  return (
    <div class="row">
      <label for="email">{words.email}</label>
      <input
        id="email"
        class="line"
        data-start
        type="email"
        autocomplete="email"
        dir="ltr"
        maxLength={254}
        aria-invalid={isBad}
        aria-describedby={isBad ? 'email-bad' : undefined}
        value={email.value}
        onInput={into(email)}
      />
      {isBad && (
        <p class="problem" id="email-bad" role="alert">
          {words.emailBad}
        </p>
      )}
    </div>
  );
}

export function into(signal: Signal<string>) {
  return (event: { currentTarget: { value: string } }) => {
    signal.value = event.currentTarget.value;
  };
}
