import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ADMIN, eventually, findBrowser, launchBrowser, type RunningSystem, startSystem } from '@parley/running-system';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Browser, Page } from 'playwright-core';

const executable = findBrowser();
if (!executable && process.env['CI'] === 'true') throw new Error('CI=true and no browser: set CHROMIUM_PATH or install Chromium');
const inBrowser = executable ? describe : describe.skip;

const GRACE = '+447700900403';

inBrowser('the phone in a customer’s hand, the console beside it', () => {
  let system: RunningSystem;
  let browser: Browser;
  let phone: Page;
  let console_: Page;
  let axe: string;
  const problems: string[] = [];

  beforeAll(async () => {
    axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
    system = await startSystem();
    await system.control('POST', `/control/customers/${GRACE}`, { name: 'Grace Obi' });
    browser = await launchBrowser(executable ?? '');
    const context = await browser.newContext({ viewport: { width: 1200, height: 900 } });
    console_ = await context.newPage();
    phone = await context.newPage();
    phone.on('pageerror', (error) => problems.push(error.message));
    phone.on('console', (message) => {
      if (message.type() === 'error') problems.push(message.text());
    });
    await console_.goto(`${system.apiUrl}/`);
    await console_.getByLabel('Email').fill(ADMIN.email);
    await console_.getByLabel('Password').fill(ADMIN.password);
    await console_.getByRole('button', { name: 'Sign in' }).click();
    await console_.getByRole('tab', { name: /^Waiting/ }).waitFor();
    await phone.goto(`${system.simulatorUrl}/`);
    await write('I would like to talk to a human');
    await phone.getByRole('button', { name: 'End Chat' }).waitFor();
    await console_.getByRole('button', { name: 'Take next' }).click();
    const box = console_.getByRole('textbox', { name: 'Message' });
    await box.fill('Hello Grace, which lamp is it?');
    await box.press('Enter');
    await chat().getByText('Hello Grace, which lamp is it?').waitFor();
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await system?.stop();
  });

  const chat = () => phone.getByRole('log');
  const thread = () => console_.getByRole('log', { name: /Grace Obi/ });
  const write = async (words: string) => {
    const box = phone.getByRole('textbox', { name: 'Message' });
    await box.fill(words);
    await box.press('Enter');
  };
  /** Opens the options of the newest message with these words, as a mouse does. */
  const options = async (words: string) => {
    await chat().getByText(words).last().click({ button: 'right' });
    const sheet = phone.getByRole('dialog', { name: 'Message' });
    await sheet.waitFor();
    return sheet;
  };
  // By the debugger's door: the page's own policy lets no such script in.
  const violations = async () => {
    await phone.evaluate(`${axe};undefined`);
    return phone.evaluate(async () => {
      interface Axe {
        run: () => Promise<{ violations: { id: string; nodes: { html: string; any: { message: string }[] }[] }[] }>;
      }
      const { violations: found } = await (globalThis as unknown as { axe: Axe }).axe.run();
      return found.flatMap(({ id, nodes }) => nodes.map(({ html, any }) => [id, html, any[0]?.message]));
    });
  };

  it('sends what a phone can send; each arrives as what it is', async () => {
    for (const name of ['Photo', 'Voice message', 'Document', 'Location', 'Contact', 'Sticker']) {
      await phone.getByRole('button', { name: 'Attach' }).click();
      await phone.getByRole('dialog', { name: 'Attach' }).getByRole('button', { name, exact: true }).click();
    }
    await chat().getByText('Noor Haddad').waitFor();
    await chat().getByRole('img', { name: 'Sticker' }).waitFor();
    await thread().getByText('London Bridge').waitFor();
    await thread()
      .getByText(/Noor Haddad/)
      .waitFor();
    await thread().getByText('sample.pdf').waitFor();
    // Fetched, checked and kept: what the samples are, not what they are called. A fetch that fails is tried again after 5 s, then 30 s.
    await eventually(async () => {
      expect(await thread().locator('img').count()).toBe(2);
      expect(await thread().locator('audio').count()).toBe(1);
    }, 60_000);
  }, 120_000);

  it('answers, reacts and takes it back, corrects, forwards and deletes', async () => {
    await (await options('Hello Grace, which lamp is it?')).getByRole('button', { name: 'Reply', exact: true }).click();
    await write('The bleu one');
    await thread().getByText('The bleu one').waitFor();
    expect(await thread().locator('blockquote').getByText('Hello Grace, which lamp is it?').count()).toBeGreaterThan(0);

    await (await options('The bleu one')).getByRole('button', { name: 'Edit' }).click();
    await write('The blue one');
    await chat().getByText('Edited').waitFor();
    await thread().getByText('The blue one').first().waitFor();

    const greeting = chat().getByText('Hello Grace, which lamp is it?').first();
    const react = async () => {
      await greeting.click({ button: 'right' });
      await phone.getByRole('dialog', { name: 'Message' }).getByRole('button', { name: 'Heart' }).click();
    };
    await react();
    await chat().getByText('❤️').waitFor();
    await thread().getByText('❤️').first().waitFor();
    await react();
    await eventually(async () => expect(await chat().getByText('❤️').count()).toBe(0));

    await (await options('The blue one')).getByRole('button', { name: 'Forward' }).click();
    await chat().getByText('Forwarded').waitFor();
    await thread().getByText('Forwarded').waitFor();

    await write('My number is on the parcel');
    await (await options('My number is on the parcel')).getByRole('button', { name: 'Delete for everyone' }).click();
    await chat().getByText('You deleted this message').waitFor();
    await thread().getByText('Message deleted by customer').first().waitFor();
  }, 60_000);

  it('is used by keyboard alone', async () => {
    await phone.getByRole('textbox', { name: 'Message' }).focus();
    await phone.keyboard.press('Shift+Tab');
    expect(await phone.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe('Message options');
    await phone.keyboard.press('ArrowUp');
    await phone.keyboard.press('Enter');
    await phone.getByRole('dialog', { name: 'Message' }).waitFor();
    await phone.keyboard.press('Escape');
    await phone.getByRole('dialog').waitFor({ state: 'detached' });
    expect(await phone.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe('Message options');
    await phone.getByRole('textbox', { name: 'Message' }).focus();
    await phone.keyboard.press('Tab');
    await phone.keyboard.press('Enter');
    await phone.getByRole('dialog', { name: 'Attach' }).waitFor();
    await phone.keyboard.press('Escape');
    await phone.getByRole('dialog').waitFor({ state: 'detached' });
    expect(await phone.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe('Attach');
  });

  it.each([
    [1200, 900, 'light'],
    [320, 640, 'light'],
    [360, 740, 'dark'],
  ] as const)('has no accessibility violation and nothing beside the screen at %i × %i, %s', async (width, height, colorScheme) => {
    await phone.setViewportSize({ width, height });
    await phone.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const check = async () => {
      expect(await violations()).toEqual([]);
      expect(await phone.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBe(0);
      // Whatever has the focus, the phone itself never scrolls: its header stays where it is.
      expect(await phone.evaluate(() => document.querySelector('section')?.scrollTop)).toBe(0);
    };
    await check();
    await phone.getByRole('button', { name: 'Attach' }).click();
    await check();
    await phone.keyboard.press('Escape');
    await options('Forwarded');
    await check();
    await phone.getByRole('dialog').getByRole('button', { name: 'Reply', exact: true }).click();
    await check();
    await phone.getByRole('button', { name: 'Do not reply to it' }).click();
  });

  it('let no error reach the browser’s console', () => {
    expect(problems).toEqual([]);
  });
});
