import '../ui/page.css';
import type { LanguageCode } from '../language/language.ts';
import { speak } from '../language/language.ts';

/** A demo page: each state by its name, drawn into the element given. */
export type States = Record<string, (host: HTMLElement) => unknown>;

const pages = import.meta.glob<{ states: States }>('../**/*.demo.ts');
const asked = new URLSearchParams(location.search);
const page = asked.get('page');
const state = asked.get('state');

speak((asked.get('language') ?? 'en') as LanguageCode);
for (const name of ['theme', 'density']) {
  const value = asked.get(name);
  if (value) document.documentElement.dataset[name] = value;
}

if (page && state) await showState(page, state);
else await showContents();

async function showState(page: string, state: string) {
  const module = await pages[`../${page}.demo.ts`]?.();
  await module?.states[state]?.(document.body);
  document.documentElement.dataset.drawn = 'yes';
}

async function showContents() {
  for (const [path, load] of Object.entries(pages)) {
    const name = path.replace(/^\.\.\//, '').replace(/\.demo\.ts$/, '');
    const { states } = await load();
    for (const state of Object.keys(states)) {
      const link = document.createElement('a');
      link.href = `?page=${name}&state=${encodeURIComponent(state)}`;
      link.textContent = `${name}: ${state}`;
      const line = document.createElement('p');
      line.append(link);
      document.body.append(line);
    }
  }
}
