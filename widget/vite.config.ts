import { resolve } from 'node:path';
import type { Plugin } from 'vite';
import { build, defineConfig } from 'vite';

const here = import.meta.dirname;

/** Beside the widget; `iife` for a page's tag. */
const scripts = [
  { entry: resolve(here, 'src/loader.ts'), file: 'loader.js', format: 'iife' },
  { entry: resolve(here, 'src/continue.ts'), file: 'continue.js', format: 'es' },
] as const;

/**
 * The loader is a build of its own because it must be one classic script without imports; the page behind a
 * mail's link is one beside it. Both come after the widget because they have to know its hashed name.
 */
function scriptsAfterWidget(): Plugin {
  const modules = new Set<string>(scripts.map(({ entry }) => entry));
  return {
    name: 'straks:scripts',
    apply: 'build',
    buildStart() {
      for (const file of modules) this.addWatchFile(file);
    },
    async writeBundle(options, bundle) {
      const widget = Object.values(bundle).find((output) => output.type === 'chunk' && output.isEntry);
      if (!widget || !options.dir) throw new Error('the widget build has no entry');
      for (const script of scripts) {
        const built = await buildScript(script, options.dir, widget.fileName);
        for (const file of built) modules.add(file);
      }
    },
  };
}

async function buildScript(
  { entry, file, format }: (typeof scripts)[number],
  outDir: string,
  widgetFile: string,
): Promise<string[]> {
  const result = await build({
    configFile: false,
    root: here,
    logLevel: 'warn',
    define: { __WIDGET_FILE__: JSON.stringify(widgetFile) },
    build: {
      outDir,
      emptyOutDir: false,
      target: 'es2020',
      lib: { entry, formats: [format], name: 'straksLoader', fileName: () => file },
    },
  });
  const outputs = Array.isArray(result) ? result : 'output' in result ? [result] : [];
  return outputs.flatMap(({ output }) => output.flatMap((o) => (o.type === 'chunk' ? o.moduleIds : [])));
}

/** Parts of the libraries for what our wire does not carry: other transports, binary frames, style preloads; and for old browsers. */
function withoutTheUnspoken(): Plugin {
  const unspoken = resolve(here, 'src/connection/unspoken.ts');
  const names = new Set([
    './webtransport.js',
    './polling-xhr.node.js',
    './transports/polling-xhr.node.js',
    './transports/polling-xhr.js',
    './transports/webtransport.js',
    './contrib/base64-arraybuffer.js',
    './contrib/parseuri.js',
    './binary.js',
    './is-binary.js',
  ]);
  return {
    name: 'straks:unspoken',
    enforce: 'pre',
    apply: 'build',
    resolveId: (id, importer) =>
      names.has(id) && importer && /(engine\.io-client|(socket|engine)\.io-parser)/.test(importer)
        ? unspoken
        : null,
    load: (id) =>
      id.endsWith('vite/preload-helper.js') ? 'export const __vitePreload = (load) => load();' : null,
  };
}

export default defineConfig({
  root: here,
  // The tag may point at any path of any host, so nothing may assume where the files lie.
  base: './',
  publicDir: false,
  plugins: [withoutTheUnspoken(), scriptsAfterWidget()],
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    // What has constructed style sheets and `findLast` has all of this.
    target: 'es2022',
    modulePreload: false,
    assetsInlineLimit: 0,
    rolldownOptions: {
      input: resolve(here, 'src/widget.tsx'),
      // Of the wire's libraries only what is called for; importing them changes nothing.
      treeshake: { moduleSideEffects: (id) => !/(engine|socket)\.io-(client|parser)/.test(id) },
      // The loader calls what the entry exports; what is fetched later takes the rest from there too.
      preserveEntrySignatures: 'allow-extension',
      output: {
        format: 'es',
        entryFileNames: 'widget-[hash].js',
        chunkFileNames: '[name]-[hash].js',
        assetFileNames: '[name]-[hash][extname]',
      },
    },
  },
});
