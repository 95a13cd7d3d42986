/** The agent's side, by the REST API, signed in by cookie like a console. */
export class AgentClient {
  constructor(baseUrl, patienceMs) {
    this.baseUrl = baseUrl;
    this.patienceMs = patienceMs;
    this.cookie = '';
  }

  async signIn({ email, password }) {
    const response = await this.call('POST', '/api/auth/login', { email, password });
    if (response.status !== 200) throw new Error(`signing in as ${email} was answered ${response.status}`);
    this.cookie = response.headers
      .getSetCookie()
      .map((line) => line.split(';')[0])
      .join('; ');
    await response.arrayBuffer();
  }

  async conversations() {
    return (await (await this.expect(200, 'GET', '/api/admin/conversations?limit=1')).json()).items;
  }

  accept(phone) {
    return this.onChat(phone, 'accept', 200);
  }

  send(phone, message) {
    return this.onChat(phone, 'send', 201, { message });
  }

  end(phone, body = {}) {
    return this.onChat(phone, 'end', 200, body);
  }

  /** Waits until the thread holds a message of the customer with these words. */
  async sees(phone, words) {
    const isThere = async () => (await this.inbound(phone)).some(({ text }) => text?.includes(words));
    await waitFor(isThere, this.patienceMs, `“${words}” did not reach the server`);
  }

  /** Marks everything the customer has written so far as read. */
  async read(phone) {
    const last = (await this.inbound(phone)).at(-1);
    if (last) await this.expect(204, 'POST', `${address(phone)}/read`, { upTo: last.id });
  }

  async inbound(phone) {
    const { items } = await (await this.expect(200, 'GET', `${address(phone)}/messages?limit=50`)).json();
    return items.filter((message) => message.direction === 'inbound');
  }

  async onChat(phone, verb, status, body = {}) {
    await (await this.expect(status, 'POST', `${address(phone)}/chat-support/${verb}`, body)).arrayBuffer();
  }

  async expect(status, method, path, body) {
    const response = await this.call(method, path, body);
    if (response.status !== status) throw new Error(`${method} ${path} was answered ${response.status}: ${await response.text()}`);
    return response;
  }

  call(method, path, body) {
    return fetch(this.baseUrl + path, {
      method,
      headers: { cookie: this.cookie, 'sec-fetch-site': 'same-origin', ...(body ? { 'content-type': 'application/json' } : {}) },
      body: body ? JSON.stringify(body) : undefined,
      signal: AbortSignal.timeout(this.patienceMs),
    });
  }
}

const address = (phone) => `/api/admin/conversations/${encodeURIComponent(phone)}`;

/** One customer's phone, by the simulator's control API. */
export class CustomerPhone {
  constructor(baseUrl, phone, patienceMs) {
    this.baseUrl = baseUrl;
    this.phone = phone;
    this.patienceMs = patienceMs;
  }

  introduce(name) {
    return this.control('POST', `/control/customers/${this.phone}`, { name });
  }

  /** Writes and waits for `replies` answers: a person reads before going on. */
  async say(text, replies = 1) {
    const before = await this.received();
    await this.control('POST', `/control/customers/${this.phone}/say`, { text });
    await this.answered(before + replies);
  }

  async tap(id, replies = 1) {
    const before = await this.received();
    await this.control('POST', `/control/customers/${this.phone}/tap`, { id });
    await this.answered(before + replies);
  }

  /** Waits until the phone shows a message with these words: what the agent sent has arrived. */
  async sees(words) {
    await waitFor(
      async () => (await this.messages()).some(({ text }) => text?.includes(words)),
      this.patienceMs,
      `“${words}” did not reach ${this.phone}`,
    );
  }

  async received() {
    return (await this.messages()).length;
  }

  async messages() {
    const { items } = await this.control('GET', `/control/messages?phone=${encodeURIComponent(this.phone)}`);
    return items.filter((message) => message.direction === 'outbound');
  }

  answered(count) {
    return waitFor(async () => (await this.received()) >= count, this.patienceMs, `${this.phone} waits for an answer in vain`);
  }

  async control(method, path, body) {
    const response = await fetch(this.baseUrl + path, {
      method,
      headers: body ? { 'content-type': 'application/json' } : {},
      body: body ? JSON.stringify(body) : undefined,
      signal: AbortSignal.timeout(this.patienceMs),
    });
    if (!response.ok) throw new Error(`the simulator answered ${response.status}: ${await response.text()}`);
    return response.json();
  }
}

async function waitFor(check, patienceMs, complaint) {
  const end = Date.now() + patienceMs;
  while (!(await check())) {
    if (Date.now() > end) throw new Error(complaint);
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
}
