import { AwsClient } from 'aws4fetch';
import type { StorageSettings } from '../media-options.js';
import { type ByteRange, BytesMissing, inPieces, MediaStorage } from './media-storage.js';

/** S3 takes parts from 5 MB on, and no more than this of a file is ever in memory. */
const PART_BYTES = 8 * 1024 * 1024;
/** Of one call, with its bytes. */
const TIMEOUT_MS = 120_000;

/** Files in a bucket of anything that speaks S3 (AWS, MinIO, R2, …), addressed by path. */
export class S3Storage extends MediaStorage {
  readonly name = 's3';
  private readonly client: AwsClient;
  private readonly base: string;

  constructor(settings: Extract<StorageSettings, { kind: 's3' }>) {
    super();
    const { accessKeyId, secretAccessKey, region, endpoint, bucket } = settings;
    this.client = new AwsClient({ accessKeyId, secretAccessKey, region, service: 's3', retries: 2 });
    this.base = `${endpoint.replace(/\/+$/, '')}/${encodeURIComponent(bucket)}/`;
  }

  async write(key: string, source: AsyncIterable<Buffer>): Promise<void> {
    const pieces = inPieces(source, PART_BYTES);
    const first = await pieces.next();
    const second = first.done ? first : await pieces.next();
    if (second.done) return void (await this.call('PUT', key, '', first.done ? Buffer.alloc(0) : first.value));
    const started = await (await this.call('POST', key, '?uploads')).text();
    const upload = encodeURIComponent(/<UploadId>([^<]+)<\/UploadId>/.exec(started)?.[1] ?? '');
    if (upload === '') throw new Error('the storage did not begin an upload');
    try {
      const tags = [await this.putPart(key, upload, 1, first.value as Buffer), await this.putPart(key, upload, 2, second.value)];
      for await (const piece of pieces) tags.push(await this.putPart(key, upload, tags.length + 1, piece));
      const parts = tags.map((tag, index) => `<Part><PartNumber>${index + 1}</PartNumber><ETag>${tag}</ETag></Part>`).join('');
      const list = Buffer.from(`<CompleteMultipartUpload>${parts}</CompleteMultipartUpload>`);
      const answer = await (await this.call('POST', key, `?uploadId=${upload}`, list)).text();
      // S3 answers 200 before it is done, and may change its mind in the body.
      if (answer.includes('<Error>')) throw new Error('the storage did not complete the upload');
    } catch (error) {
      await this.call('DELETE', key, `?uploadId=${upload}`).catch(() => undefined);
      throw error;
    }
  }

  async *read(key: string, { start, end }: ByteRange): AsyncGenerator<Buffer> {
    const answer = await this.call('GET', key, '', null, { range: `bytes=${start}-${end}` });
    if (!answer.body) return;
    for await (const chunk of answer.body) yield Buffer.from(chunk as Uint8Array);
  }

  async remove(key: string): Promise<void> {
    await this.call('DELETE', key, '');
  }

  private async putPart(key: string, upload: string, no: number, bytes: Buffer): Promise<string> {
    const answer = await this.call('PUT', key, `?partNumber=${no}&uploadId=${upload}`, bytes);
    return answer.headers.get('etag') ?? '';
  }

  private async call(
    method: string,
    key: string,
    query: string,
    body: Buffer | null = null,
    headers: Record<string, string> = {},
  ): Promise<Response> {
    const answer = await this.client.fetch(`${this.base}${encodeURIComponent(key)}${query}`, {
      method,
      headers,
      signal: AbortSignal.timeout(TIMEOUT_MS),
      ...(body === null ? {} : { body: new Uint8Array(body) }),
    });
    if (answer.ok || (method === 'DELETE' && answer.status === 404)) return answer;
    await answer.body?.cancel();
    if (method === 'GET' && answer.status === 404) throw new BytesMissing();
    throw new Error(`the storage answered ${answer.status}`);
  }
}
