import { panelWords } from '../drivers/panel-words.ts';
import type { Shop } from '../drivers/shop.ts';
import type { VisitorPage } from '../drivers/visitor-page.ts';

/** Who comes to the shop in the pictures, and what about. */
const people = [
  { name: 'Ada Aasen', lang: 'nb', asks: 'Hei! Hvor blir det av pakken min? Ordre 48213.' },
  { name: 'Cecilia Lund', lang: 'en', asks: 'Does the Dovre sweater run small? I am between M and L.' },
  { name: 'Elin Bergström', lang: 'sv', asks: 'Jag vill byta storlek på vantarna.' },
  { name: 'Frederik Holm', lang: 'da', asks: 'Hvad koster det at sende et tæppe til Aarhus?' },
  { name: 'Gro Haugen', lang: 'nb', asks: 'Kan dere reparere en lue med hull?' },
  { name: 'Ida Nilsen', lang: 'nb', asks: 'Genseren min krympet i vask. Kan den reddes?' },
] as const;

/** They come one after the other, each in her own language, and ask. */
export async function crowd(shop: Shop): Promise<VisitorPage[]> {
  const pages: VisitorPage[] = [];
  for (const { name, lang, asks } of people) {
    const viewport = { width: 1280, height: 832 };
    const url = `${shop.url}/try/?lang=${lang}`;
    const visitor = await shop.visitor(name, { viewport, url, words: panelWords[lang] });
    await visitor.ask(asks, name);
    pages.push(visitor);
  }
  return pages;
}
