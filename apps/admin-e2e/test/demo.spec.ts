import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually, findBrowser, launchBrowser, type RunningSystem, startSystem } from '@parley/running-system';
import type { Browser, FrameLocator, Page } from 'playwright-core';

const executable = findBrowser();
if (!executable && process.env['CI'] === 'true') throw new Error('CI=true and no browser: set CHROMIUM_PATH or install Chromium');
const inBrowser = executable ? describe : describe.skip;

inBrowser('the demo: phone and console on one screen', () => {
  let system: RunningSystem;
  let browser: Browser;
  let page: Page;
  let console_: FrameLocator;

  beforeAll(async () => {
    system = await startSystem({ PARLEY_DEMO_SIGN_IN: 'true' }, { entry: 'demo' });
    await system.control('POST', '/control/customers/+447700900402', { name: 'Tomás Rivera' });
    browser = await launchBrowser(executable ?? '');
    page = await browser.newPage({ viewport: { width: 1560, height: 900 } });
    console_ = page.frameLocator('iframe');
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await system?.stop();
  });

  it('lets a newcomer chat from both sides without leaving the page', async () => {
    await page.goto(`${system.simulatorUrl}/demo`);
    // In a demo on this machine nobody looks for a password in a terminal; the form is there too.
    await console_.getByLabel('Password').waitFor();
    await console_.getByRole('button', { name: 'Continue as Ana' }).click();
    await page.getByRole('button', { name: /Tomás/ }).first().click();
    const words = page.getByRole('textbox', { name: 'Message' });
    await words.fill('I would like to talk to someone');
    await words.press('Enter');
    await page.getByRole('button', { name: 'End Chat' }).first().waitFor();
    await console_.getByRole('button', { name: 'Take next' }).click();
    await console_
      .getByRole('log', { name: /Tomás Rivera/ })
      .getByText('I would like to talk to someone')
      .waitFor();
    await console_.getByRole('textbox', { name: 'Message' }).fill('Hello Tomás, how can I help?');
    await console_.getByRole('button', { name: 'Send' }).click();
    await page.getByRole('log').getByText('Hello Tomás, how can I help?').waitFor();
    await page.getByRole('button', { name: 'End Chat' }).last().click();
    await page.getByRole('button', { name: /^Rate/ }).click();
    await page.getByRole('dialog').getByText('5 Excellent').click();
    await page.getByRole('dialog').getByRole('button', { name: 'Send' }).click();
    await page
      .getByRole('button', { name: /^Choose/ })
      .last()
      .waitFor();
    await eventually(async () => expect(await console_.getByRole('button', { name: 'Start Chat' }).count()).toBe(1));
  });
});
