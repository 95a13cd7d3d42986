import { SetMetadata, type CustomDecorator } from '@nestjs/common';

export const PUBLIC_ROUTE = 'parley:public';

/**
 * Opens a route (or a whole controller) to callers nobody has authenticated. Everything else is closed by the global guards, and a
 * test asserts the full list of public routes, so a new use of this shows in review.
 */
export const Public = (): CustomDecorator => SetMetadata(PUBLIC_ROUTE, true);
