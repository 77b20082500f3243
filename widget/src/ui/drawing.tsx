import type { Palette } from '@straks/shared/sites/palette.ts';
import { render } from 'preact';
import type { PanelModel } from './panel.model.ts';
import { Panel } from './panel.tsx';
import { panelSheet } from './style.ts';

/** Draws the panel inside the shadow root. Called from an effect, so that every signal a picture reads redraws it. */
export function createDrawing(root: ShadowRoot, colours: Palette, panel: PanelModel, close: () => void) {
  const sheet = panelSheet(colours);
  root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
  const place = document.createElement('div');
  root.prepend(place);
  const viewport = followViewport(place);
  const focus = () => place.querySelector<HTMLElement>('[data-start]')?.focus();

  return {
    focus,
    draw(isOpen: boolean) {
      const hadFocus = place.contains(root.activeElement);
      render(isOpen && <Panel panel={panel} close={close} />, place);
      // When one picture follows another under her hands, the caret goes along.
      if (isOpen && hadFocus && !place.contains(root.activeElement)) focus();
    },
    remove() {
      viewport.abort();
      render(null, place);
      place.remove();
      root.adoptedStyleSheets = root.adoptedStyleSheets.filter((one) => one !== sheet);
    },
  };
}

/** On phones the keyboard covers the layout viewport; the panel keeps to what can be seen. */
function followViewport(place: HTMLElement): AbortController {
  const ending = new AbortController();
  const view = window.visualViewport;
  const follow = () => {
    if (!view) return;
    place.style.setProperty('--view-top', `${view.offsetTop}px`);
    place.style.setProperty('--view-height', `${view.height}px`);
  };
  for (const event of ['resize', 'scroll']) view?.addEventListener(event, follow, { signal: ending.signal });
  follow();
  return ending;
}
