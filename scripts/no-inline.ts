import type { Plugin } from 'vite';

/**
 * What a page holds that `script-src 'self'; style-src 'self'` would refuse to run or to apply.
 * Data blocks (`<script type="application/json">`) are not code, and are let through.
 */
export function inlineCode(html: string): readonly string[] {
  const found: string[] = [];
  const page = html.replace(/<!--[\s\S]*?-->/g, '');
  for (const [tag, attributes = ''] of page.matchAll(/<script\b([^>]*)>/gi)) {
    const external = /\ssrc\s*=/i.test(attributes);
    const data = /\stype\s*=\s*["']?application\/(?:[\w.-]+\+)?json\b/i.test(attributes);
    if (!external && !data) found.push(`${tag} without src`);
  }
  for (const [tag] of page.matchAll(/<style\b[^>]*>/gi)) found.push(tag);
  for (const [tag] of page.matchAll(/<[a-z][^>]*\s(?:style|on[a-z]+)\s*=[^>]*>/gi)) found.push(tag);
  for (const [tag] of page.matchAll(/<[a-z][^>]*["']\s*javascript:[^>]*>/gi)) found.push(tag);
  return found;
}

/**
 * Fails the build where a written page has code in it that the Content-Security-Policy refuses.
 *
 * @param except the page into which `launchPage` puts code, having looked at its source in the same way
 */
export function noInline({ except }: { readonly except: string }): Plugin {
  return {
    name: 'house:no-inline',
    apply: 'build',
    writeBundle(_, bundle) {
      for (const output of Object.values(bundle)) {
        if (output.type !== 'asset' || !output.fileName.endsWith('.html')) continue;
        if (output.fileName === except) continue;
        const found = inlineCode(Buffer.from(output.source).toString());
        if (found.length > 0) {
          this.error(
            `${output.fileName} has inline code, which its Content-Security-Policy refuses: ` +
              `${found.join(', ')}. Move it into a file under src/.`,
          );
        }
      }
    },
  };
}
