import { noChange } from 'lit';
import { Directive, directive } from 'lit/directive.js';
import type { IconNode } from 'lucide';
import { createElement } from 'lucide';

/** An icon as DOM nodes, made once per place; no markup is ever parsed. */
class IconDirective extends Directive {
  #shown: IconNode | null = null;

  override render(node: IconNode) {
    if (node === this.#shown) return noChange;
    this.#shown = node;
    return createElement(node, { class: 'icon', 'aria-hidden': 'true', focusable: 'false' });
  }
}

export const icon = directive(IconDirective);
