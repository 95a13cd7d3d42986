import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ADMIN, eventually, findBrowser, launchBrowser, type Phone, type RunningSystem, startSystem } from '@parley/running-system';
import type { Browser, Locator, Page } from 'playwright-core';

const executable = findBrowser();
if (!executable && process.env['CI'] === 'true') throw new Error('CI=true and no browser: set CHROMIUM_PATH or install Chromium');
const inBrowser = executable ? describe : describe.skip;
const NUMBER = '+447700900402';

inBrowser('sending again, in a real browser', () => {
  let system: RunningSystem;
  let browser: Browser;
  let page: Page;
  let phone: Phone;
  let thread: Locator;

  beforeAll(async () => {
    system = await startSystem();
    browser = await launchBrowser(executable ?? '');
    phone = system.phone(NUMBER, 'Maya Okafor');
    await phone.say('support');
    page = await (await browser.newContext({ viewport: { width: 1440, height: 900 } })).newPage();
    await page.goto(`${system.apiUrl}/`);
    await page.getByLabel('Email').fill(ADMIN.email);
    await page.getByLabel('Password').fill(ADMIN.password);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('link', { name: /Maya Okafor/ }).click();
    await page.getByRole('button', { name: 'Accept' }).click();
    thread = page.getByRole('log', { name: /Maya Okafor/ });
    await send('Hello Maya');
    await eventually(async () => expect(await copiesOf('Hello Maya')).toBe(1));
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await system?.stop();
  });

  const faults = (...wanted: object[]) => system.control('POST', '/control/faults', wanted);
  const copiesOf = async (text: string) => (await phone.received()).filter((message) => message.text === text).length;

  async function send(text: string): Promise<void> {
    await page.getByRole('textbox', { name: 'Message' }).fill(text);
    await page.getByRole('textbox', { name: 'Message' }).press('Enter');
  }

  /**
   * A minute is real time, and no setting shortens it: here the database is told that it has passed for what is unknown, exactly as if
   * everything had been done a minute earlier. That the minute is kept is tested beside the use case (conversation/test/send-again.spec.ts).
   */
  async function aMinuteLater(): Promise<void> {
    await system.database.query("update message set send_again_at = send_again_at - interval '1 minute' where status = 'unknown'");
    await system.database.query("update outbox set hold_until = hold_until - interval '1 minute' where state = 'unknown'");
    await page.reload();
    await thread.waitFor();
  }

  it('offers it after a minute, does it by keyboard, once, and links the two', async () => {
    await faults({ name: 'drop-before-read', phone: NUMBER, count: 1 });
    await send('Your parcel leaves today.');
    await thread.getByText('Not confirmed yet: waiting for confirmation.').waitFor();
    expect(await page.getByRole('button', { name: 'Send again' }).count()).toBe(0);
    await aMinuteLater();
    await page.getByRole('button', { name: 'Send again', exact: true }).focus();
    await page.keyboard.press('Enter');
    await eventually(async () => expect(await thread.getByText('Your parcel leaves today.').count()).toBe(2));
    await thread.getByText('Not confirmed.', { exact: true }).waitFor();
    await eventually(async () => expect(await copiesOf('Your parcel leaves today.')).toBe(1), 20_000);
    await thread.getByRole('button', { name: 'Sent again: show the first try' }).click();
    expect(await page.evaluate(() => document.activeElement?.textContent)).toContain('Your parcel leaves today.');
    expect(await page.getByRole('button', { name: 'Send again', exact: true }).count()).toBe(0);
  });

  it('says “delivered twice” when the first one had arrived after all, and nothing was sent again by itself', async () => {
    await faults({ name: 'accept-then-drop-response', phone: NUMBER, count: 1 }, { name: 'delay-webhooks', ms: 6_000 });
    await send('It weighs two kilos.');
    await thread.getByText(/Not confirmed yet/).waitFor();
    expect(await copiesOf('It weighs two kilos.')).toBe(1);
    await aMinuteLater();
    await page.getByRole('button', { name: 'Send again', exact: true }).click();
    await system.control('DELETE', '/control/faults');
    await eventually(async () => expect(await copiesOf('It weighs two kilos.')).toBe(2), 20_000);
    await thread.getByText('It arrived after all: delivered twice.').waitFor({ timeout: 20_000 });
    await thread.getByText('Delivered twice: the first try arrived after all.').waitFor();
    // Two copies by a person's press, of two messages; no message of ours ever left twice.
    const copies = [...(await system.copiesAcceptedByMessage()).values()];
    expect(Math.max(...copies)).toBe(1);
  }, 120_000);

  it('says that WhatsApp takes nothing from us, keeps what is written, and sends it when it does again', async () => {
    await faults({ name: 'token-expired' });
    await send('Kept while the token is broken.');
    await eventually(async () => {
      const [channel] = await system.database.query<{ paused: boolean }>('select paused_at is not null as paused from channel');
      expect(channel?.paused).toBe(true);
    });
    await page.reload();
    await page.getByText(/WhatsApp has not accepted our messages since .*: Our WhatsApp access token has expired \(190\)\./).waitFor();
    await page.getByText('1 message waits; nothing is lost, and all leaves by itself once it works again.').waitFor();
    await system.control('DELETE', '/control/faults');
    // The first probe is half a minute after the pause: the database is told that it has passed.
    await system.database.query('update channel set probe_at = now()');
    await eventually(async () => expect(await copiesOf('Kept while the token is broken.')).toBe(1));
    await page.reload();
    await thread.waitFor();
    await eventually(async () => expect(await page.getByText(/WhatsApp has not accepted/).count()).toBe(0));
  });
});
