import type { StoredFile } from '@parley/media';
import { isUUID } from 'class-validator';
import type { FastifyRequest } from 'fastify';
import type { FileInHand } from '../../sending/outgoing-files.js';
import { invalid, readForm } from '../media/read-form.js';
import { isParameterMap, PARAMETER_MAP_RULE } from './template-requests.js';

export interface TemplateForm {
  readonly file: StoredFile;
  readonly templateId: string;
  readonly parameters: Readonly<Record<string, string>>;
}

/**
 * A template with the file above its text.
 * @throws Refusal as `readForm` does
 */
export function readTemplateForm(
  request: FastifyRequest,
  desk: { receive: (file: FileInHand) => Promise<StoredFile>; drop: (file: StoredFile) => Promise<void> },
): Promise<TemplateForm> {
  return readForm(request, {
    ...desk,
    fields: ['templateId', 'parameters'],
    finish: ({ file, value }) => {
      const templateId = value('templateId');
      if (templateId === null || !isUUID(templateId)) throw invalid('templateId', 'must be a UUID');
      return { file, templateId, parameters: readParameters(value('parameters')) };
    },
  });
}

function readParameters(json: string | null): Readonly<Record<string, string>> {
  if (json === null) return {};
  let parameters: unknown;
  try {
    parameters = JSON.parse(json);
  } catch {
    throw invalid('parameters', 'must be JSON');
  }
  if (!isParameterMap(parameters)) throw invalid('parameters', PARAMETER_MAP_RULE);
  return parameters;
}
