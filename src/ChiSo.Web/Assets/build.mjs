// Bundles styles and scripts into wwwroot/assets. Run by the build of ChiSo.Web when a source changed.
import { build } from 'esbuild';
import * as sass from 'sass';
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';

const out = 'wwwroot/assets';
mkdirSync(out, { recursive: true });

for (const name of ['site', 'survey']) {
  const styles = sass.compile(`Assets/styles/${name}.scss`, {
    style: 'compressed',
    loadPaths: ['node_modules'],
    quietDeps: true,
    silenceDeprecations: ['import', 'global-builtin', 'color-functions', 'if-function'], // Bootstrap 5.3 still uses them
  });
  writeFileSync(`${out}/${name}.css`, styles.css);
}

await build({
  entryPoints: { site: 'Assets/site.js', sheet: 'Assets/sheet.js', job: 'Assets/job.js', upload: 'Assets/upload.js', passkey: 'Assets/passkey.js', preview: 'Assets/preview.js', live: 'Assets/live.js', trial: 'Assets/trial.js', pdf: 'Assets/pdf.js', 'pdf-worker': 'node_modules/pdfjs-dist/legacy/build/pdf.worker.mjs', offline: 'Assets/offline/offline.js', worker: 'Assets/offline/worker.js', charts: 'Assets/charts/charts.js' },
  outdir: out,
  bundle: true,
  minify: true,
  format: 'esm',
  target: 'es2022',
  legalComments: 'none',
});

copyFileSync('Assets/favicon.svg', `${out}/favicon.svg`);
