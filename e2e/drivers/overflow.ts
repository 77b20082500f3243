import type { Page } from 'playwright-core';

/** What sticks out sideways on a page, shadow trees included: scrolled sideways, or cut off without a sign. */
export function overflowOf(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const all = (root: ParentNode): Element[] =>
      [...root.querySelectorAll('*')].flatMap((each) => [
        each,
        ...(each.shadowRoot ? all(each.shadowRoot) : []),
      ]);
    const sticksOut = (each: Element) => {
      const { overflowX, textOverflow, clipPath, position } = getComputedStyle(each);
      if (overflowX === 'visible' || textOverflow === 'ellipsis') return false;
      const isForReadersOnly = position === 'absolute' && (clipPath !== 'none' || each.clientWidth <= 1);
      return !isForReadersOnly && each.clientWidth > 0 && each.scrollWidth > each.clientWidth + 1;
    };
    const page = document.documentElement;
    const wide = page.scrollWidth > innerWidth ? [`the page: ${page.scrollWidth} > ${innerWidth}`] : [];
    return all(document)
      .filter(sticksOut)
      .map(
        (each) => `<${each.localName} class="${each.className}">: ${each.scrollWidth} > ${each.clientWidth}`,
      )
      .concat(wide);
  });
}
