import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ADMIN, eventually, findBrowser, launchBrowser, type RunningSystem, startSystem } from '@parley/running-system';
import type { Browser, BrowserContext, Page } from 'playwright-core';

const executable = findBrowser();
if (!executable && process.env['CI'] === 'true') throw new Error('CI=true and no browser: set CHROMIUM_PATH or install Chromium');
const inBrowser = executable ? describe : describe.skip;

inBrowser('both sides in a real browser', () => {
  let system: RunningSystem;
  let browser: Browser;
  let context: BrowserContext;
  let console_: Page;
  let phone: Page;
  const problems: string[] = [];

  beforeAll(async () => {
    system = await startSystem();
    browser = await launchBrowser(executable ?? '');
    context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
    await system.control('POST', '/control/customers/+447700900401', { name: 'Maya Okafor' });
    console_ = await context.newPage();
    phone = await context.newPage();
    for (const page of [console_, phone]) {
      page.on('pageerror', (error) => problems.push(error.message));
      page.on('console', (message) => {
        // The browser reports a refused policy, a failed request and a React error here; the 401 before sign-in is expected.
        if (message.type() === 'error' && !/status of 401/.test(message.text())) problems.push(message.text());
      });
    }
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await system?.stop();
  });

  it('signs in, and says so when the password is wrong', async () => {
    await console_.goto(`${system.apiUrl}/`);
    await console_.getByLabel('Email').fill(ADMIN.email);
    await console_.getByLabel('Password').fill('not the password');
    await console_.getByRole('button', { name: 'Sign in' }).click();
    await console_.getByRole('alert').first().waitFor();
    await console_.getByLabel('Password').fill(ADMIN.password);
    await console_.getByRole('button', { name: 'Sign in' }).click();
    await console_
      .getByRole('tab', { name: /^Waiting/ })
      .or(console_.getByRole('link', { name: /^Waiting/ }))
      .first()
      .waitFor();
  });

  it('shows a contact who tapped Chat Support on the phone, at once and without reload', async () => {
    await phone.goto(`${system.simulatorUrl}/`);
    await phone.getByRole('button', { name: /Maya/ }).first().click();
    await phone.getByRole('textbox').last().fill('hello');
    await phone.keyboard.press('Enter');
    await chooseChatSupport(phone);
    await console_.getByRole('tab', { name: /^Waiting/ }).click();
    const list = console_.getByRole('list', { name: 'Conversations' });
    await list.getByRole('link', { name: /Maya Okafor/ }).click();
    await console_.getByRole('log', { name: /Maya Okafor/ }).waitFor();
  });

  it('accepts, answers; the phone shows it and the ticks turn', async () => {
    await phone.getByRole('textbox').last().fill('I can’t upload my homework');
    await phone.keyboard.press('Enter');
    const thread = console_.getByRole('log', { name: /Maya Okafor/ });
    await thread.getByText('I can’t upload my homework').waitFor();
    await console_.getByRole('button', { name: 'Accept' }).click();
    const box = console_.getByRole('textbox', { name: 'Message' });
    await box.fill('Thanks for writing. The limit is 10 MB.');
    await console_.getByRole('button', { name: 'Send' }).click();
    await phone.getByText('Thanks for writing. The limit is 10 MB.').waitFor();
    await eventually(async () => {
      expect(await thread.getByText('Thanks for writing. The limit is 10 MB.').count()).toBe(1);
      expect(await box.inputValue()).toBe('');
    });
    await phone.getByText(/Ana/).first().waitFor();
  });

  it('is sent by Enter, and keeps a draft with its conversation', async () => {
    const box = console_.getByRole('textbox', { name: 'Message' });
    await box.fill('Does it work now?');
    await box.press('Enter');
    await phone.getByText('Does it work now?').waitFor();
    await box.fill('a draft');
    await console_.reload();
    await eventually(async () => expect(await console_.getByRole('textbox', { name: 'Message' }).inputValue()).toBe('a draft'));
    await console_.getByRole('textbox', { name: 'Message' }).fill('');
  });

  it('takes an end back, then ends; the phone gets the closing message, rates, and has the menu; the history stays', async () => {
    await console_.getByRole('button', { name: 'End Chat' }).click();
    await console_.getByRole('button', { name: /Undo/ }).click();
    await console_.getByRole('textbox', { name: 'Message' }).waitFor();
    const menusBefore = await phone.getByRole('button', { name: /^Choose/ }).count();
    await console_.getByRole('button', { name: 'End Chat' }).click();
    await eventually(async () => expect(await phone.getByRole('button', { name: /^Rate/ }).count()).toBe(1), 20_000);
    await phone.getByRole('textbox').last().fill('5');
    await phone.keyboard.press('Enter');
    await eventually(async () => expect(await phone.getByRole('button', { name: /^Choose/ }).count()).toBeGreaterThan(menusBefore), 20_000);
    await console_.getByRole('button', { name: 'Start Chat' }).waitFor();
    await console_
      .getByRole('log', { name: /Maya Okafor/ })
      .getByText('I can’t upload my homework')
      .waitFor();
  });

  it('survives an unplugged server: says so, keeps what is written, catches up', async () => {
    await chooseChatSupport(phone);
    await console_.getByRole('button', { name: 'Accept' }).click();
    const box = console_.getByRole('textbox', { name: 'Message' });
    await box.fill('written while the server was away');
    await system.server().kill();
    await console_
      .getByText(/Reconnecting/)
      .first()
      .waitFor({ timeout: 15_000 });
    await phone.getByRole('textbox').last().fill('are you there?');
    await phone.keyboard.press('Enter');
    await system.restart();
    await console_
      .getByRole('log', { name: /Maya Okafor/ })
      .getByText('are you there?')
      .waitFor({ timeout: 30_000 });
    expect(await box.inputValue()).toBe('written while the server was away');
    await box.press('Enter');
    await phone.getByText('written while the server was away').waitFor({ timeout: 15_000 });
    // Requests that failed while the server was away are what this test is about, not problems of the page.
    problems.splice(
      0,
      problems.length,
      ...problems.filter((text) => !/Failed to load resource|ERR_CONNECTION|ERR_INCOMPLETE|ERR_EMPTY/.test(text)),
    );
  }, 120_000);

  it('works at the width of a phone, in the dark, without scrolling sideways', async () => {
    const small = await browser.newContext({
      viewport: { width: 360, height: 740 },
      colorScheme: 'dark',
      storageState: await context.storageState(),
    });
    const page = await small.newPage();
    await page.goto(`${system.apiUrl}/`);
    await page.getByRole('list', { name: 'Conversations' }).waitFor();
    const wider = () => page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);
    expect(await wider()).toBe(false);
    await page.getByRole('tab', { name: /^All/ }).click();
    await page.getByRole('list', { name: 'Conversations' }).getByRole('link').first().click();
    await page.getByRole('log').waitFor();
    expect(await wider()).toBe(false);
    await small.close();
  });

  it('let no error reach the browser’s console on either side', () => {
    expect(problems).toEqual([]);
  });
});

/** As a customer does: opens the newest list, picks the row, sends. */
async function chooseChatSupport(phone: Page): Promise<void> {
  await phone
    .getByRole('button', { name: /^Choose/ })
    .last()
    .click();
  const sheet = phone.getByRole('dialog');
  await sheet.getByRole('radio', { name: /Chat Support/ }).check();
  await sheet.getByRole('button', { name: 'Send' }).click();
}
