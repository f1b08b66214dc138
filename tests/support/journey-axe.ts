import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';

/** All that axe knows of WCAG 2.2, levels A and AA. */
export const wcag22: readonly string[] = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** What axe finds on a page and in its frames: each rule with the elements that break it. */
export async function violations(page: Page): Promise<readonly string[]> {
  const { violations: found } = await new AxeBuilder({ page })
    .withTags([...wcag22])
    .setLegacyMode()
    .analyze();
  return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`);
}
