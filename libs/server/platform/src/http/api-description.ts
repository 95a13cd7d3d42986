import type * as Swagger from '@nestjs/swagger';

/**
 * The decorators of `@nestjs/swagger`, put off. They only leave notes for the OpenAPI document, which most servers are never asked
 * for, but loading that package costs every start 0.3 s of processor time and 12 MB. So the notes are kept, and written when somebody asks.
 */
type Decorator = (target: object, key?: string | symbol, descriptor?: TypedPropertyDescriptor<unknown>) => void;
type Note = (swagger: typeof Swagger) => void;

let notes: Note[] = [];

type Names = {
  [Name in keyof typeof Swagger]: Name extends `Api${string}`
    ? (typeof Swagger)[Name] extends (...args: never[]) => unknown
      ? Name
      : never
    : never;
}[keyof typeof Swagger];

function later<Name extends Names>(name: Name) {
  return (...args: Parameters<(typeof Swagger)[Name]>): ClassDecorator & MethodDecorator & PropertyDecorator => {
    const note: Decorator = (target, key, descriptor) => {
      notes.push((swagger) => {
        const make = swagger[name] as unknown as (...given: unknown[]) => Decorator;
        make(...args)(target, key, descriptor);
      });
    };
    return note as ClassDecorator & MethodDecorator & PropertyDecorator;
  };
}

export const ApiAcceptedResponse = later('ApiAcceptedResponse');
export const ApiBearerAuth = later('ApiBearerAuth');
export const ApiBody = later('ApiBody');
export const ApiConsumes = later('ApiConsumes');
export const ApiCookieAuth = later('ApiCookieAuth');
export const ApiCreatedResponse = later('ApiCreatedResponse');
export const ApiExcludeController = later('ApiExcludeController');
export const ApiHeader = later('ApiHeader');
export const ApiNoContentResponse = later('ApiNoContentResponse');
export const ApiOkResponse = later('ApiOkResponse');
export const ApiOperation = later('ApiOperation');
export const ApiParam = later('ApiParam');
export const ApiProduces = later('ApiProduces');
export const ApiProperty = later('ApiProperty');
export const ApiQuery = later('ApiQuery');
export const ApiSchema = later('ApiSchema');
export const ApiServiceUnavailableResponse = later('ApiServiceUnavailableResponse');
export const ApiTags = later('ApiTags');

/** Writes what has been noted, in the order it was; call before the document is made. */
export async function describeRoutes(): Promise<void> {
  const swagger = await import('@nestjs/swagger');
  const waiting = notes;
  notes = [];
  for (const write of waiting) write(swagger);
}
