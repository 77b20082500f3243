import { expect, test } from 'vitest';
import { languageOf } from './language-of.ts';

test.each([
  ['nb-NO', 'nb'],
  ['nn', 'nb'],
  ['no', 'nb'],
  ['NN-no', 'nb'],
  ['da', 'da'],
  ['sv_SE', 'sv'],
  ['en-US', 'en'],
])('a page in %s is answered in %s', (htmlLang, language) => {
  expect(languageOf(htmlLang, 'en')).toBe(language);
});

test.each([['fi'], [''], [null], ['constructor']])(
  'a page in %s is answered in the language of the site',
  (lang) => {
    expect(languageOf(lang, 'sv')).toBe('sv');
  },
);
