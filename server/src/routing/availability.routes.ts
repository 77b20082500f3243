import { type Palette, palette } from '@straks/shared/sites/palette.ts';
import { sitesRest } from '@straks/shared/sites/sites.protocol.ts';
import { languageOf } from '@straks/shared/wire/language-of.ts';
import type { FastifyInstance } from 'fastify';
import { Refusal } from '../platform/errors.ts';
import { route } from '../platform/wire/http.ts';
import type { Sites } from '../sites/sites.ts';
import type { Availability } from './availability.ts';

const name = 'GET /api/sites/:key/state';
/** Shared caches and browsers may keep it so long: every page view of the host asks. */
const keepSeconds = 15;
/** As many as she may ask for; what a page writes wrongly must not cost it the chat. */
const mostSkills = 20;

export function registerAvailability(
  app: FastifyInstance,
  { sites, availability }: { sites: Sites; availability: Availability },
) {
  route(app, name, sitesRest[name], async ({ params, query, reply }) => {
    const site = sites.byKey(params.key);
    if (!site) throw new Refusal('unknown', { detail: 'site' });
    const language = languageOf(query.lang ?? null, site.language);
    const state = await availability.state(site.id, {
      language,
      skills: (query.skills ?? '').split(',', mostSkills).map((skill) => skill.trim()),
    });
    reply.header('cache-control', `public, max-age=${keepSeconds}`);
    return { ...state, reads: language, palette: coloursOf(state.brand) };
  });
}

const known = new Map<string, Palette>();

/** Reckoned once a brand: every page view asks. */
function coloursOf(brand: string): Palette {
  const colours = known.get(brand) ?? palette(brand);
  known.set(brand, colours);
  return colours;
}
