import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { SimulatorSettings } from '../../settings.js';
import { addGraphHeaders, answerGraphError, assertAuthorised, unknownObject } from '../graph-answers.js';
import { GraphError, invalidParameter } from '../graph-error.js';
import { MEDIA_LIFE_MS, type Media, type MediaStore } from './media-store.js';
import { assertSendable } from './sendable-media.js';

/** Documents may be this large; a little more for the multipart around them. */
const UPLOAD_LIMIT_BYTES = 100 * 1024 * 1024 + 64 * 1024;

interface ById {
  Params: { id: string };
}

/** Upload, resolve, download, delete: the life of media, under Graph's addresses and a `lookaside` of our own. */
export function mountMedia(app: FastifyInstance, settings: SimulatorSettings, media: MediaStore): void {
  // Multipart is handed on as bytes: the platform's own `Response` reads it.
  app.addContentTypeParser('multipart/form-data', { parseAs: 'buffer', bodyLimit: UPLOAD_LIMIT_BYTES }, (_request, body, done) =>
    done(null, body),
  );

  const guarded = async (request: FastifyRequest, reply: FastifyReply, work: () => unknown): Promise<unknown> => {
    const traceId = addGraphHeaders(request, reply, settings.businessAccountId);
    try {
      assertAuthorised(request, settings.accessToken);
      return await reply.type('application/json; charset=UTF-8').send(await work());
    } catch (error) {
      if (!(error instanceof GraphError)) throw error;
      return await answerGraphError(reply, error, traceId);
    }
  };

  for (const version of ['/:version(^v\\d+\\.\\d+$)', '']) {
    app.post<ById>(`${version}/:id/media`, { bodyLimit: UPLOAD_LIMIT_BYTES }, (request, reply) =>
      guarded(request, reply, async () => {
        if (request.params.id !== settings.phoneNumberId) throw unknownObject('post', request.params.id);
        return { id: (await upload(request, media)).id };
      }),
    );
    app.get<ById>(`${version}/:id(^\\d+$)`, (request, reply) =>
      guarded(request, reply, () => {
        const { id } = request.params;
        if (id === settings.phoneNumberId) return describeNumber(settings);
        const found = media.find(id);
        if (!found) throw unknownObject('get', id);
        return describe(found, `${request.protocol}://${request.host}/lookaside/attachments?mid=${media.openAddress(found)}`);
      }),
    );
    app.delete<ById>(`${version}/:id(^\\d+$)`, (request, reply) =>
      guarded(request, reply, () => {
        if (!media.delete(request.params.id)) throw unknownObject('delete', request.params.id);
        return { success: true };
      }),
    );
  }

  app.get<{ Querystring: { mid?: string } }>('/lookaside/attachments', async (request, reply) => {
    const found = media.atAddress(request.query.mid ?? '');
    const token = /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
    // A wrong token and an old address look the same from outside: resolve the id again.
    if (!found || token !== settings.accessToken) return await reply.code(404).send();
    return await reply.type(found.mimeType).send(found.bytes);
  });
}

async function upload(request: FastifyRequest, media: MediaStore): Promise<Media> {
  const bytes = request.body;
  if (!Buffer.isBuffer(bytes)) throw invalidParameter('The request must be multipart/form-data.');
  let form: FormData;
  try {
    form = await new Response(new Uint8Array(bytes), { headers: { 'content-type': request.headers['content-type'] ?? '' } }).formData();
  } catch {
    throw invalidParameter('The multipart body cannot be read.');
  }
  if (form.get('messaging_product') !== 'whatsapp') throw invalidParameter('The parameter messaging_product is required.');
  const file = form.get('file');
  if (!(file instanceof File)) throw invalidParameter('The parameter file is required.');
  const named = form.get('type');
  const mimeType = file.type || (typeof named === 'string' ? named : '');
  assertSendable(mimeType, file.size);
  return media.add({ bytes: Buffer.from(await file.arrayBuffer()), mimeType, filename: file.name || null }, MEDIA_LIFE_MS.uploaded);
}

const describe = (media: Media, url: string): unknown => ({
  messaging_product: 'whatsapp',
  url,
  mime_type: media.mimeType,
  sha256: media.sha256.toString('hex'),
  file_size: media.bytes.length,
  id: media.id,
});

/** `GET /{phone number id}`: what a set-up check asks for. */
const describeNumber = (settings: SimulatorSettings): unknown => ({
  verified_name: settings.businessName,
  display_phone_number: `+${settings.displayPhoneNumber}`,
  quality_rating: 'GREEN',
  platform_type: 'CLOUD_API',
  throughput: { level: 'STANDARD' },
  id: settings.phoneNumberId,
});
