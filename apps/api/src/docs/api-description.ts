import type { INestApplication } from '@nestjs/common';
import { Injectable } from '@nestjs/common';

/** The OpenAPI document of the running server; made when somebody first asks, because most servers never are. */
@Injectable()
export class ApiDescription {
  private app: INestApplication | undefined;
  private made: Promise<string> | undefined;

  describe(app: INestApplication): void {
    this.app = app;
  }

  json(): Promise<string> {
    this.made ??= this.make();
    return this.made;
  }

  private async make(): Promise<string> {
    if (!this.app) throw new Error('the application has not been handed over');
    const { describeApi } = await import('./open-api-document.js');
    return JSON.stringify(await describeApi(this.app));
  }
}
