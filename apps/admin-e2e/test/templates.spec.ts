import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ADMIN, eventually, findBrowser, launchBrowser, type Phone, type RunningSystem, startSystem } from '@parley/running-system';
import type { Browser, Page } from 'playwright-core';

const executable = findBrowser();
if (!executable && process.env['CI'] === 'true') throw new Error('CI=true and no browser: set CHROMIUM_PATH or install Chromium');
const inBrowser = executable ? describe : describe.skip;
const NUMBER = '+447700900403';

inBrowser('a template outside the window, in a real browser', () => {
  let system: RunningSystem;
  let browser: Browser;
  let page: Page;
  let phone: Phone;

  beforeAll(async () => {
    system = await startSystem();
    browser = await launchBrowser(executable ?? '');
    phone = system.phone(NUMBER, 'Maya Okafor');
    await phone.say('hello');
    await eventually(async () => expect((await phone.received()).length).toBeGreaterThan(0), 15_000);
    page = await (await browser.newContext({ viewport: { width: 1440, height: 900 } })).newPage();
    await page.goto(`${system.apiUrl}/`);
    await page.getByLabel('Email').fill(ADMIN.email);
    await page.getByLabel('Password').fill(ADMIN.password);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('tab', { name: /^All/ }).click();
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await system?.stop();
  });

  const answer = async () => (await phone.received()).filter(({ text }) => text?.includes('we have an answer to your question'));

  it('is offered once the window has closed, on both sides', async () => {
    // A day is real time for Parley, which trusts the database's clock: it is told that the customer wrote a day earlier.
    await system.control('POST', '/control/clock', { advanceMs: 25 * 3_600_000 });
    await system.database.query("update conversation set service_window_expires_at = now() - interval '1 hour'");
    await page.getByRole('link', { name: /Maya Okafor/ }).click();
    await page.getByText('The 24-hour window is closed').waitFor();
    expect(await page.getByRole('textbox', { name: 'Message' }).count()).toBe(0);
  });

  it('is chosen, filled and sent by keyboard alone, and arrives as it was shown', async () => {
    await page.getByRole('button', { name: 'Send a template' }).focus();
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Template for Maya Okafor' });
    await dialog.getByRole('searchbox', { name: 'Search templates' }).waitFor();
    await dialog.getByRole('button', { name: 'Read again' }).click();
    await dialog.getByText(/As WhatsApp listed them on/).waitFor({ timeout: 15_000 });
    await dialog.getByText('WhatsApp has paused it because customers complained about it').waitFor();
    await dialog.getByRole('searchbox', { name: 'Search templates' }).focus();
    await page.keyboard.type('answer');
    await eventually(async () => expect(await dialog.getByRole('list', { name: 'Templates' }).getByRole('button').count()).toBe(1), 15_000);
    await dialog.getByRole('button', { name: /answer_ready.*Utility/ }).focus();
    await page.keyboard.press('Enter');
    await eventually(
      async () =>
        expect(await dialog.getByRole('textbox', { name: 'Text: customer_name' }).evaluate((box) => box === document.activeElement)).toBe(
          true,
        ),
      15_000,
    );
    await page.keyboard.press('Enter');
    await dialog.getByText('a value is missing').or(dialog.getByText('the value must not be empty')).first().waitFor();
    await dialog.getByRole('textbox', { name: 'Text: customer_name' }).focus();
    await page.keyboard.type('Maya');
    await page.keyboard.press('Tab');
    await page.keyboard.type('your invoice');
    await dialog.getByText('Hi Maya, we have an answer to your question about your invoice. Shall we continue here?').waitFor();
    await page.keyboard.press('Enter');
    await dialog.waitFor({ state: 'detached' });
    await page
      .getByRole('log', { name: /Maya Okafor/ })
      .getByText(/Hi Maya, we have an answer/)
      .waitFor();
    await eventually(async () => expect(await answer()).toHaveLength(1), 15_000);
    expect((await answer())[0]?.text).toBe('Hi Maya, we have an answer to your question about your invoice. Shall we continue here?');
  });

  it('gives the box back without a reload when the customer taps its button, which is drawn as the chosen one', async () => {
    await phone.tap('Yes, please');
    const box = page.getByRole('textbox', { name: 'Message' });
    await box.waitFor({ timeout: 15_000 });
    const choices = page.getByRole('log', { name: /Maya Okafor/ }).getByRole('list', { name: 'Choices' });
    await eventually(async () => expect(await choices.last().getByText('chosen').count()).toBe(1), 15_000);
    await box.fill('Your invoice was paid in May.');
    await box.press('Enter');
    await eventually(
      async () => expect((await phone.received()).map(({ text }) => text)).toContain('Your invoice was paid in May.'),
      15_000,
    );
  });

  it('fits the width of a phone, in the dark', async () => {
    await system.database.query("update conversation set service_window_expires_at = now() - interval '1 hour'");
    const small = await browser.newContext({
      viewport: { width: 320, height: 640 },
      colorScheme: 'dark',
      storageState: await page.context().storageState(),
    });
    const narrow = await small.newPage();
    await narrow.goto(page.url());
    await narrow.getByRole('button', { name: 'Send a template' }).click();
    const dialog = narrow.getByRole('dialog', { name: 'Template for Maya Okafor' });
    await dialog.getByRole('button', { name: /order_update.*en_US/ }).click();
    await dialog.getByRole('textbox', { name: 'Button “Track order”' }).waitFor();
    const wider = () =>
      dialog.evaluate(
        (box) => box.scrollWidth > box.clientWidth || document.documentElement.scrollWidth > document.documentElement.clientWidth,
      );
    expect(await wider()).toBe(false);
    await small.close();
  });
});
