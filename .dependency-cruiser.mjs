// The walls of the house (ARCHITECTURE.md) as rules: `npm run lint` and `npm test` check them, and
// tasks/import-rules.test.ts shows that each of them bites.

/** A folder's files import only from folders above it in this list, so no cycle can be written. */
const readingOrder = [
  'platform',
  'sites',
  'auth',
  'visitors',
  'hours',
  'presence',
  'conversations',
  'messages',
  'queue',
  'holds',
  'replies',
  'routing',
  'callbacks',
  'promises',
  'knowledge',
  'ratings',
  'staffing',
  'reports',
  'alerts',
  'webhooks',
  'inbox',
  'heartbeat',
  'nodes',
  'metrics',
  'connection',
];

const tests = '\\.test\\.tsx?$|/testing/';
const protocols = ['^shared/src/protocol\\.ts$', '^shared/src/.+\\.protocol\\.ts$'];
const library = (...names) => `(^|/)node_modules/(${names.join('|')})/`;

const betweenPackages = [
  {
    name: 'packages-meet-in-shared',
    comment: 'widget, console and server import only shared; shared imports none of them',
    from: { path: '^(widget|console|server|shared)/' },
    to: { path: '^(widget|console|server|shared|e2e)/', pathNot: ['^$1/', '^shared/', '/node_modules/'] },
  },
  {
    name: 'clients-take-only-types-from-the-protocol',
    comment: 'schemas would bring TypeBox into the browser; write `import type`',
    from: { path: '^(widget|console)/', pathNot: tests },
    to: { path: [...protocols, library('typebox')], dependencyTypesNot: ['type-only'] },
  },
  {
    name: 'shared-does-no-input-or-output',
    from: { path: '^shared/src/', pathNot: tests },
    to: { dependencyTypes: ['core'] },
  },
];

const inTheServer = [
  ...readingOrder.slice(0, -1).map((folder, place) => ({
    name: 'reading-order',
    comment: `a folder imports only what stands above it: ${readingOrder.join(' · ')}`,
    from: { path: `^server/src/${folder}/`, pathNot: tests },
    to: { path: `^server/src/(${readingOrder.slice(place + 1).join('|')})/` },
  })),
  {
    name: 'folders-have-a-place-in-the-reading-order',
    comment: 'add the new folder to readingOrder in .dependency-cruiser.mjs and to ARCHITECTURE.md',
    from: { path: `^server/src/(?!(${readingOrder.join('|')}|testing)/)[^/]+/` },
    to: {},
  },
  {
    name: 'folders-do-not-reach-up',
    comment: 'app, main and reactions wire the folders; no folder knows them',
    from: { path: '^server/src/[^/]+/', pathNot: tests },
    to: { path: '^server/src/[^/]+\\.ts$', pathNot: '^server/src/(facts|schema)\\.ts$' },
  },
  {
    name: 'facts-and-schema-are-types',
    from: { path: '^server/src/[^/]+/', pathNot: tests },
    to: { path: '^server/src/(facts|schema)\\.ts$', dependencyTypesNot: ['type-only'] },
  },
  {
    name: 'enter-by-the-door',
    comment: "another folder's stores, sockets and routes are its own affair",
    from: { path: '^server/src/([^/]+)/', pathNot: tests },
    to: {
      path: '\\.(store|socket|routes)\\.ts$',
      pathNot: '^server/src/$1/',
      dependencyTypesNot: ['type-only'],
    },
  },
  {
    name: 'doors-know-no-sockets-and-no-sql',
    // The door of `connection` is where sockets come in.
    from: { path: '^server/src/([^/]+)/\\1\\.ts$', pathNot: '^server/src/connection/' },
    to: { path: ['\\.(socket|routes)\\.ts$', library('kysely', 'socket\\.io', 'fastify')] },
  },
  {
    name: 'rules-are-pure',
    comment: 'a plainly named file decides from its arguments; the door fetches and records',
    from: {
      path: `^server/src/(${readingOrder.slice(1, -1).join('|')})/[^/.]+\\.ts$`,
      pathNot: '^server/src/([^/]+)/\\1\\.ts$',
    },
    to: {
      path: ['\\.(socket|routes|store)\\.ts$', library('kysely', 'socket\\.io', 'fastify')],
      dependencyTypesNot: ['type-only'],
    },
  },
  {
    name: 'gates-ask-the-door',
    comment: 'a socket or a route never reads or writes a store itself',
    from: { path: '\\.(socket|routes)\\.ts$' },
    to: { path: '\\.store\\.ts$' },
  },
  {
    name: 'stores-stand-alone',
    from: { path: '\\.store\\.ts$' },
    to: { path: '\\.(store|socket|routes)\\.ts$' },
  },
  {
    name: 'sql-stays-in-stores',
    from: {
      path: '^server/',
      pathNot: [
        tests,
        '\\.store\\.ts$',
        '^server/src/platform/db/',
        '^server/src/schema\\.ts$',
        '^server/migrations/',
      ],
    },
    to: { path: library('kysely') },
  },
  {
    name: 'tests-stay-out-of-the-product',
    from: { path: '^(server|widget|console|shared)/src/', pathNot: tests },
    to: { path: tests, pathNot: '/node_modules/' },
  },
];

const inTheClients = [
  {
    name: 'one-owner-of-the-socket',
    from: { path: '^(widget|console)/src/', pathNot: ['^(widget|console)/src/connection/', tests] },
    to: { path: library('socket\\.io-client') },
  },
  {
    name: 'models-draw-nothing',
    from: { path: '\\.model\\.ts$' },
    to: { path: ['\\.element\\.ts$', '\\.tsx$'] },
  },
  {
    name: 'the-loader-stands-alone',
    comment: 'it is on every page of every site: a few kilobytes, no framework',
    from: { path: '^widget/src/loader\\.ts$' },
    to: { path: library('preact', '@preact', 'socket\\.io-client'), reachable: true },
  },
];

const everywhere = [
  {
    name: 'no-cycles',
    from: {},
    to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
  },
  {
    name: 'imports-exist',
    from: {},
    to: { couldNotResolve: true },
  },
];

export default {
  forbidden: [...betweenPackages, ...inTheServer, ...inTheClients, ...everywhere].map((rule) => ({
    severity: 'error',
    ...rule,
  })),
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(widget|console)/dist' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'browser', 'node', 'types', 'default'],
      extensions: ['.ts', '.tsx', '.mjs', '.js'],
    },
  },
};
