/** What the API answered; `body` is the parsed JSON, or null when there was none. */
export interface Answer<Body = Record<string, unknown>> {
  readonly status: number;
  readonly body: Body;
  readonly headers: Headers;
}

/** An agent at the REST API, signed in by cookie like the console. */
export class AgentClient {
  /** Every answer from 400 on that any client has had: none of them may tell what a customer wrote, or who it was. */
  static readonly errorAnswers: string[] = [];

  private constructor(
    private readonly baseUrl: string,
    /** Good at every replica. */
    readonly cookie: string,
  ) {}

  static async signIn(baseUrl: string, email: string, password: string): Promise<AgentClient> {
    const response = await fetch(`${baseUrl}/api/auth/login`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin' },
      body: JSON.stringify({ email, password }),
    });
    if (response.status !== 200) throw new Error(`sign in answered ${response.status}: ${await response.text()}`);
    const cookie = response.headers
      .getSetCookie()
      .map((line) => line.split(';')[0])
      .join('; ');
    await response.arrayBuffer();
    return new AgentClient(baseUrl, cookie);
  }

  get<Body = Record<string, unknown>>(path: string): Promise<Answer<Body>> {
    return this.call<Body>('GET', path);
  }

  post<Body = Record<string, unknown>>(path: string, body: unknown = {}, headers: Record<string, string> = {}): Promise<Answer<Body>> {
    return this.call<Body>('POST', path, body, headers);
  }

  /** A form, as a browser sends it; `fields` may hold files. */
  async postForm<Body = Record<string, unknown>>(path: string, fields: Readonly<Record<string, string | File>>): Promise<Answer<Body>> {
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.append(name, value);
    const response = await fetch(`${this.baseUrl}${path}`, {
      method: 'POST',
      headers: { cookie: this.cookie, 'sec-fetch-site': 'same-origin' },
      body: form,
    });
    const text = await response.text();
    if (response.status >= 400) AgentClient.errorAnswers.push(text);
    return { status: response.status, body: JSON.parse(text) as Body, headers: response.headers };
  }

  /** The bytes of a file. */
  async read(path: string): Promise<Answer<Buffer>> {
    const response = await fetch(`${this.baseUrl}${path}`, { headers: { cookie: this.cookie, 'sec-fetch-site': 'same-origin' } });
    return { status: response.status, body: Buffer.from(await response.arrayBuffer()), headers: response.headers };
  }

  /** The raw answer of the event stream; the caller ends it through `signal`. */
  events(signal: AbortSignal, lastEventId?: string): Promise<Response> {
    const resume: Record<string, string> = lastEventId === undefined ? {} : { 'last-event-id': lastEventId };
    return fetch(`${this.baseUrl}/api/admin/events`, {
      headers: { cookie: this.cookie, 'sec-fetch-site': 'same-origin', ...resume },
      signal,
    });
  }

  private async call<Body>(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer<Body>> {
    const response = await fetch(`${this.baseUrl}${path}`, {
      method,
      headers: {
        cookie: this.cookie,
        'sec-fetch-site': 'same-origin',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (response.status >= 400) AgentClient.errorAnswers.push(text);
    return { status: response.status, body: (text === '' ? null : JSON.parse(text)) as Body, headers: response.headers };
  }
}
