import { render } from 'svelte/server';
import { announcement } from '../../src/ui/announcement.ts';
import { createFormat } from '../../src/ui/format.ts';
import * as screens from '../../src/ui/later-screens.ts';
import { first as en, later as enLater } from '../../src/ui/messages/en.ts';
import PageView from './Page.svelte';
import { deployment } from '../support/deployment.ts';
import type { Page } from './tab.ts';

const loaded = { ...screens, words: enLater };
const format = createFormat('en', en);

/**
 * What is wrong with the words of a page, if anything: it has no heading, a gap in its text, or nothing to press.
 * @param isWaiting something is under way, so that there need not be anything to press
 */
export function missingWords({ shell, app }: Page, isWaiting: boolean): string | undefined {
  const where = shell.step.at === 'open' ? `${app.screen}, ${app.booking.step.at}` : shell.step.at;
  if (!isWaiting && (app.booking.step.at === 'confirming' || app.booking.step.at === 'holding'))
    return `${where}: it waits for nothing`;
  const { body } = render(PageView, { props: { shell, deployment, messages: en, format, loaded } });
  const said = announcement(shell.step, en, format, loaded) ?? '';
  const title =
    shell.step.at === 'open' && app.screen === 'home'
      ? en.titles.home
      : screens.titleLater(shell.step, enLater);
  if (title === undefined || title === '') return `${where}: no title`;
  const text = `${textOf(body)} ${said} ${title}`;
  const gap = /\bundefined\b|\[object|\bNaN\b|\bnull\b/.exec(text);
  if (gap !== null) return `${where}: "${text.slice(Math.max(0, gap.index - 60), gap.index + 20)}"`;
  const heading = /<h1[^>]*>([\s\S]*?)<\/h1>/.exec(body)?.[1] ?? '';
  if (textOf(heading) === '') return `${where}: no heading`;
  const pressable = /<button(?![^>]*(?:aria-disabled="true"|\sdisabled))[^>]*>|<a\s[^>]*href=/.test(
    body,
  );
  return pressable || isWaiting ? undefined : `${where}: nothing leads on`;
}

const textOf = (html: string): string =>
  html
    .replaceAll(/<!--[\s\S]*?-->|<[^>]*>/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
