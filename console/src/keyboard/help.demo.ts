import type { States } from '../demo/demo.ts';
import { language } from '../language/language.ts';
import { createPreferences } from '../storage/preferences.model.ts';
import { memoryShelf } from '../storage/shelf.ts';
import type { HelpElement } from './help.element.ts';
import './help.element.ts';

export const states: States = {
  open: async (host) => {
    const element = document.createElement('straks-help') as HelpElement & {
      preferences: ReturnType<typeof createPreferences>;
    };
    element.preferences = createPreferences(memoryShelf(), [language()]);
    host.append(element);
    await element.updateComplete;
    element.open();
  },
};
