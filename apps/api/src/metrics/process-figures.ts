import { Inject, Injectable } from '@nestjs/common';
import { EventFeed } from '@parley/admin-chat';
import { Database, droppedLogLines, Metrics } from '@parley/platform';
import { VERSION } from '../version.js';

/** What this process knows of itself, read when the figures are. */
@Injectable()
export class ProcessFigures {
  constructor(@Inject(Database) database: Database, @Inject(EventFeed) feed: EventFeed, @Inject(Metrics) metrics: Metrics) {
    metrics.gauge('build_info', 'Which version runs, on which Node; always 1', ['version', 'node'], (gauge) =>
      gauge.set({ version: VERSION, node: process.versions.node }, 1),
    );
    metrics.gauge('db_pool_in_use', 'Database connections in use', [], (gauge) => gauge.set(database.load.inUse));
    metrics.gauge('db_pool_waiting', 'Who waits for a database connection', [], (gauge) => gauge.set(database.load.waiting));
    metrics.gauge('agents_online', 'Agents with an open stream at this process', [], (gauge) => gauge.set(feed.agentsOnline));
    let counted = 0;
    const dropped = metrics.counter('log_dropped_total', 'Log lines nobody took in time', []);
    metrics.onCollect(() => {
      dropped.inc(droppedLogLines() - counted);
      counted = droppedLogLines();
    });
  }
}
