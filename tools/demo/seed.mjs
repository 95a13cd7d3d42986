import { AgentClient, CustomerPhone } from './clients.mjs';
import { STORIES } from './stories.mjs';

/** A story that cannot go on (an answer that never comes) must not keep a demo from starting. */
const PATIENCE_MS = 15_000;

/**
 * Fills an empty demo with a few believable conversations, over the real roads: customers write on the simulator's phones, the agent
 * works through the API. A database that holds any conversation is left as it is.
 * @param {import('./settings.mjs').DemoSettings} settings
 * @param {(line: string) => void} log
 * @returns {Promise<boolean>} whether it seeded; trouble is told and leaves the demo usable
 */
export async function seedDemo({ apiUrl, simulatorApiUrl, login }, log) {
  const agent = new AgentClient(apiUrl, PATIENCE_MS);
  try {
    await agent.signIn(login);
  } catch (error) {
    // With an ADMIN_PASSWORD that is not the first start's there is nothing to seed either: somebody has been here.
    log(`The demo conversations were left as they are: ${error.message}`);
    return false;
  }
  if ((await agent.conversations()).length > 0) return false;
  log('Preparing a few conversations …');
  // The stories in which customers wait come one after the other, so that the queue has an order one can tell.
  for (const { name, phone, tell } of STORIES) {
    const customer = new CustomerPhone(simulatorApiUrl, phone, PATIENCE_MS);
    try {
      await customer.introduce(name);
      await tell({ customer, agent, phone });
    } catch (error) {
      log(`The demo conversation with ${name} is not complete: ${error.message}`);
    }
  }
  await switchOnReminders(agent, log);
  return true;
}

/** What a fresh production installation leaves off, and a demo shows: after the stories, so that none of them goes quiet by itself. */
async function switchOnReminders(agent, log) {
  try {
    const settings = { 'inactivity.nudgeMinutes': 15, 'inactivity.closeMinutes': 15, 'window.reminder': true };
    await (await agent.expect(200, 'PATCH', '/api/admin/settings', settings)).arrayBuffer();
  } catch (error) {
    log(`The demo's reminders are off: ${error.message}`);
  }
}
