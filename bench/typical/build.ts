import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const root = fileURLToPath(new URL('.', import.meta.url));

/** Builds the page as its authors would: Vite as it comes, fhirclient as it comes. */
export async function buildTypical(directory: string): Promise<void> {
  await build({
    configFile: false,
    root,
    logLevel: 'error',
    build: {
      outDir: directory,
      emptyOutDir: true,
      target: 'es2022',
      rolldownOptions: { input: [`${root}index.html`, `${root}launch.html`] },
    },
  });
}
