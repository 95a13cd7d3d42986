import { Module } from '@nestjs/common';
import { Database } from '@parley/platform';
import { MediaFetcher } from './fetch/media-fetcher.js';
import { MediaLibrary } from './media-library.js';
import { MediaOptions } from './media-options.js';
import { DiskStorage } from './storage/disk-storage.js';
import { MediaStorage } from './storage/media-storage.js';
import { PostgresStorage } from './storage/postgres-storage.js';
import { S3Storage } from './storage/s3-storage.js';

/** Where files are kept, by the settings. */
export function openStorage({ storage }: MediaOptions, database: Database): MediaStorage {
  switch (storage.kind) {
    case 'postgres':
      return new PostgresStorage(database);
    case 'disk':
      return new DiskStorage(storage.directory);
    case 's3':
      return new S3Storage(storage);
  }
}

/** Files of messages. Needs from global modules: `Database`, `Wake`, `Clock`, `Log`, `Metrics`, `MediaOptions`, and the channel's `MediaSource`. */
@Module({
  providers: [{ provide: MediaStorage, inject: [MediaOptions, Database], useFactory: openStorage }, MediaLibrary, MediaFetcher],
  exports: [MediaStorage, MediaLibrary, MediaFetcher],
})
export class MediaModule {}
