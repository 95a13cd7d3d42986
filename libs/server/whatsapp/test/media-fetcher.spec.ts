import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { eventually } from '@parley/testing';
import { type MediaGraph, PNG } from './media-graph.js';
import { ReceivedMedia } from './received-media.js';

/** Longer than anything takes on a machine that has other things to do. */
const PATIENCE_MS = 20_000;

// real: webhook, inbox, PostgreSQL, the fetcher as it works by itself, HTTP; fake: Graph
describe('FT-59 a file on its way to us', () => {
  let media: ReceivedMedia;
  let graph: MediaGraph;

  beforeAll(async () => {
    media = await ReceivedMedia.start();
    ({ graph } = media);
  });
  afterAll(() => media.stop());
  beforeEach(() => media.reset());

  it('does not wait for another one that takes its time', async () => {
    let answerSlow = (): void => undefined;
    graph.download = (response) => {
      if (graph.downloaded === 1) answerSlow = () => void response.writeHead(200).end(PNG);
      else response.writeHead(200).end(PNG);
    };
    media.fetcher.start();
    try {
      const slow = await media.receive();
      await eventually(() => expect(graph.downloaded).toBe(1), PATIENCE_MS);
      const quick = await media.receive();
      await eventually(async () => expect(await media.shown(quick)).toMatchObject({ state: 'stored' }), PATIENCE_MS);
      expect((await media.shown(slow)).state).toBeUndefined();
      answerSlow();
      await eventually(async () => expect(await media.shown(slow)).toMatchObject({ state: 'stored' }), PATIENCE_MS);
    } finally {
      await media.fetcher.stop();
    }
  });

  it('is broken off by a stop, also where only its address was asked for yet, and fetched by the next start', async () => {
    let tellAddress = (): void => undefined;
    const { resolve } = graph;
    graph.resolve = (response) => (tellAddress = () => resolve(response));
    graph.download = (response) => void response.writeHead(200).write(PNG.subarray(0, 5_000));
    media.fetcher.start();
    const id = await media.receive();
    await eventually(() => expect(graph.resolved).toBe(1), PATIENCE_MS);
    const stopped = media.fetcher.stop();
    tellAddress();
    await stopped;
    expect(await media.shown(id)).toMatchObject({ state: 'pending' });
    expect(await media.chunksOf(id)).toEqual([]);
    graph.holds(PNG);
    await media.letTimePass();
    media.fetcher.start();
    await eventually(async () => expect(await media.shown(id)).toMatchObject({ state: 'stored' }), PATIENCE_MS);
    await media.fetcher.stop();
  });

  it('of a worker that was thought dead and comes back stays where another has kept it meanwhile', async () => {
    let goOn = (): void => undefined;
    graph.download = (response) => {
      if (graph.downloaded === 1) goOn = () => void response.writeHead(200).end(PNG);
      else response.writeHead(200).end(PNG);
    };
    media.fetcher.start();
    const id = await media.receive();
    await eventually(() => expect(graph.downloaded).toBe(1), PATIENCE_MS);
    await media.query(`update media set next_try_at = now() where id = $1`, [id]);
    await eventually(async () => expect(await media.shown(id)).toMatchObject({ state: 'stored' }), PATIENCE_MS);
    goOn();
    await media.fetcher.runBatch();
    await media.fetcher.stop();
    expect(await media.bytesOf(id)).toEqual(PNG);
  });
});
