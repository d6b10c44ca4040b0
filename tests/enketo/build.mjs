// Bundles Enketo for Chromium: node build.mjs FILE
import { build } from 'esbuild';

await build({
  entryPoints: [new URL('entry.mjs', import.meta.url).pathname],
  outfile: process.argv[2],
  bundle: true,
  format: 'iife',
  platform: 'browser',
  external: ['libxslt'],
  define: { global: 'window' },
  logLevel: 'error',
});
