import { defineConfig } from 'vite';

const server = `http://localhost:${process.env.STRAKS_PORT ?? 3000}`;

export default defineConfig({
  root: import.meta.dirname,
  base: '/console/',
  build: {
    target: 'es2022',
    // Keeps `light-dark()` as it is written; older targets would have it rewritten into variables.
    cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
    modulePreload: { polyfill: false },
    // A strict CSP allows no data: fonts or images.
    assetsInlineLimit: 0,
  },
  server: {
    strictPort: true,
    proxy: {
      // Everything but the console itself comes from the server, which trusts only its own origin.
      '^/(?!console/)': { target: server, ws: true, changeOrigin: true, headers: { origin: server } },
    },
  },
});
