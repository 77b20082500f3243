import { describe, expect, it } from 'vitest';
import { faultOfCategories, faultOfOrigins, originOf } from './check-site.ts';
import { createForm } from './form.model.ts';

interface Fields {
  name: string;
  brand: string;
}

function form(
  save: (
    changed: Partial<Fields>,
  ) => Promise<{ ok: true; values: Fields } | { ok: false; code: 'internal'; retry: true }>,
) {
  return createForm<Fields>({
    saved: { name: 'Fjordtøy', brand: '#1d5b6e' },
    check: ({ name }) => (name.trim() === '' ? { name: 'Write a name.' } : {}),
    save,
  });
}

describe('a form', () => {
  it('sends only what has changed', async () => {
    const sent: Partial<Fields>[] = [];
    const fields = form(async (changed) => {
      sent.push(changed);
      return { ok: true, values: { name: 'Fjordtøy AS', brand: '#1d5b6e' } };
    });
    fields.edit({ name: 'Fjordtøy AS' });
    await fields.submit();
    expect(sent).toEqual([{ name: 'Fjordtøy AS' }]);
    expect(fields.saving.get()).toBe('saved');
    expect(fields.dirty.get()).toBe(false);
  });

  it('loses nothing that was typed when the server refuses', async () => {
    const fields = form(async () => ({ ok: false, code: 'internal', retry: true }));
    fields.edit({ name: 'Nytt navn', brand: '#000000' });
    await fields.submit();
    expect(fields.values.get()).toEqual({ name: 'Nytt navn', brand: '#000000' });
    expect(fields.saving.get()).toMatchObject({ code: 'internal' });
  });

  it('keeps what was typed while it was being saved', async () => {
    const fields = form(async () => {
      fields.edit({ name: 'Enda nyere' });
      return { ok: true, values: { name: 'Nytt', brand: '#1d5b6e' } };
    });
    fields.edit({ name: 'Nytt' });
    await fields.submit();
    expect(fields.values.get().name).toBe('Enda nyere');
    expect(fields.dirty.get()).toBe(true);
  });

  it('does not send what is wrong, and tells it only then', async () => {
    let sent = 0;
    const fields = form(async () => {
      sent += 1;
      return { ok: false, code: 'internal', retry: true };
    });
    fields.edit({ name: ' ' });
    expect(fields.told.get()).toEqual({});
    await fields.submit();
    expect(fields.told.get()).toEqual({ name: 'Write a name.' });
    expect(sent).toBe(0);
  });
});

describe('where the chat may appear', () => {
  it('is written as exact origins', () => {
    expect(originOf(' https://Shop.Example/ ')).toBe('https://shop.example');
    expect(faultOfOrigins('https://shop.example\n\nhttp://localhost:8080')).toBeNull();
    for (const wrong of [
      'shop.example',
      'https://shop.example/path',
      'ftp://shop.example',
      '*',
      'javascript:1',
    ]) {
      expect(faultOfOrigins(wrong)).toContain(wrong);
    }
  });
});

describe('categories', () => {
  it('are short and each there once', () => {
    expect(faultOfCategories('Retur\nLevering')).toBeNull();
    expect(faultOfCategories('Retur\nRetur')).toContain('Retur');
    expect(faultOfCategories('x'.repeat(61))).not.toBeNull();
  });
});
