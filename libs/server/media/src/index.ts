export { Downloader } from './download/download.js';
export { MediaFetcher } from './fetch/media-fetcher.js';
export * from './limits.js';
export * from './media-failure.js';
export { MediaLibrary, type ReceivedFile, type StoredFile } from './media-library.js';
export { MediaModule } from './media.module.js';
export { MediaOptions, type StorageSettings } from './media-options.js';
export { MediaSource, type SourceFile } from './media-source.js';
export { type ByteRange, MediaStorage } from './storage/media-storage.js';
