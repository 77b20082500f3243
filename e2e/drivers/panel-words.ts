import { da as waysDa } from '../../widget/src/queue/words/ways-da.ts';
import { en as waysEn } from '../../widget/src/queue/words/ways-en.ts';
import { nb as waysNb } from '../../widget/src/queue/words/ways-nb.ts';
import { sv as waysSv } from '../../widget/src/queue/words/ways-sv.ts';
import { ratingWords } from '../../widget/src/ratings/rating-words.ts';
import { da } from '../../widget/src/ui/words/da.ts';
import { en } from '../../widget/src/ui/words/en.ts';
import { nb } from '../../widget/src/ui/words/nb.ts';
import { sv } from '../../widget/src/ui/words/sv.ts';

/** All that a panel may say, also what it fetches late. */
export const panelWords = {
  en: { ...ratingWords.en, ...waysEn, ...en },
  nb: { ...ratingWords.nb, ...waysNb, ...nb },
  da: { ...ratingWords.da, ...waysDa, ...da },
  sv: { ...ratingWords.sv, ...waysSv, ...sv },
};
export type PanelWords = (typeof panelWords)['en'];
