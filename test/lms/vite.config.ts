import { defineConfig } from 'vite';

/** Builds the real front-end into one document that serves every address. */
export default defineConfig({
  root: 'front',
  base: '/',
  define: { 'process.env.NODE_ENV': '"production"' },
  oxc: { jsx: { runtime: 'automatic', importSource: 'react' } },
  // The libraries cause hundreds of warnings that nobody here can act on.
  logLevel: 'error',
  build: { outDir: '../dist', emptyOutDir: true, assetsInlineLimit: 0 },
});
