import { type DynamicModule, Module } from '@nestjs/common';
import { APP_FILTER, APP_PIPE } from '@nestjs/core';
import { DataSource } from 'typeorm';
import { Clock, SystemClock } from './clock/clock.js';
import { Database } from './database/database.js';
import { NotificationListener, NotificationListenerOptions } from './database/notification-listener.js';
import { ProblemFilter } from './http/problem.filter.js';
import { StrictValidationPipe } from './http/strict-validation.pipe.js';
import { WakeListener } from './lanes/wake-listener.js';
import { Wake } from './lanes/wake.js';
import { Log } from './logging/log.js';
import { Metrics } from './metrics/metrics.js';

export interface PlatformSettings {
  /** Initialised; closed by the module when the application closes. */
  readonly dataSource: DataSource;
  readonly databaseUrl: string;
  readonly log: Log;
}

/** What every part of the server stands on: database, clock, log, metrics, wake-ups, and how errors are answered. Global. */
@Module({})
export class PlatformModule {
  static register({ dataSource, databaseUrl, log }: PlatformSettings): DynamicModule {
    return {
      module: PlatformModule,
      global: true,
      providers: [
        { provide: DataSource, useValue: dataSource },
        { provide: Log, useValue: log },
        { provide: Clock, useClass: SystemClock },
        { provide: NotificationListenerOptions, useValue: new NotificationListenerOptions({ url: databaseUrl }) },
        Database,
        Metrics,
        NotificationListener,
        ProblemFilter,
        Wake,
        WakeListener,
        { provide: APP_FILTER, useExisting: ProblemFilter },
        { provide: APP_PIPE, useClass: StrictValidationPipe },
      ],
      exports: [Clock, Database, DataSource, Log, Metrics, NotificationListener, ProblemFilter, Wake, WakeListener],
    };
  }
}
