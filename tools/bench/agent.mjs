/** An agent with a session, and how long their calls take in milliseconds. */
export async function signIn(url, { email, password }) {
  const headers = { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin' };
  const response = await fetch(`${url}/api/auth/login`, { method: 'POST', headers, body: JSON.stringify({ email, password }) });
  if (response.status !== 200) throw new Error(`signing in was answered ${response.status}`);
  const cookie = response.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');
  await response.arrayBuffer();
  const sendCalls = [];
  return {
    cookie,
    sendCalls,
    async send(sender, message) {
      const at = performance.now();
      const answer = await fetch(`${url}/api/admin/conversations/%2B${sender}/chat-support/send`, {
        method: 'POST',
        headers: { ...headers, cookie },
        body: JSON.stringify({ message }),
      });
      if (answer.status !== 201) throw new Error(`send was answered ${answer.status}: ${await answer.text()}`);
      await answer.arrayBuffer();
      sendCalls.push(performance.now() - at);
    },
    async time(path) {
      const at = performance.now();
      const answer = await fetch(url + path, { headers: { cookie } });
      await answer.arrayBuffer();
      if (answer.status !== 200) throw new Error(`GET ${path} was answered ${answer.status}`);
      return performance.now() - at;
    },
  };
}
