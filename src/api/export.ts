import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Request } from 'express';
import { addMs, londonDate } from '../core/time.ts';
import { exportFormats } from '../export/formats.ts';
import { buildManifest } from '../export/manifest.ts';
import type { MentionQuery } from '../store/filters.ts';
import { readBlindPeriods } from './blind.ts';
import type { Params } from './params.ts';
import { readChoice } from './params.ts';
import { describeQuery, readFilters } from './query.ts';
import type { Param, Route } from './route.ts';
import { reply } from './route.ts';
import { shapes } from './shapes.ts';

type FormatName = keyof typeof exportFormats;
const formatNames = Object.keys(exportFormats) as FormatName[];

const format: Param = {
  name: 'format',
  says: `One of ${formatNames.join(', ')}; csv where it is not given.`,
  example: 'csv',
  schema: { type: 'string', enum: formatNames },
};
const mark: Param = {
  name: 'bom',
  says: '1 begins a CSV file with a byte order mark, without which Excel misreads accents and dashes.',
  example: '1',
  schema: { type: 'string', enum: ['1'] },
};

const exportMentions: Route = {
  method: 'get',
  path: '/api/export',
  says: 'The Mentions of the same filters as a file, oldest first, however many there are.',
  filtered: true,
  params: [format, mark],
  answers: {
    200: {
      says: 'The file',
      schema: null,
      types: formatNames.map((name) => exportFormats[name].contentType.split(';')[0] ?? ''),
    },
  },
  handle: async ({ deps, params, req, res }) => {
    const name = readFormat(params);
    const query = await readFilters(params, deps);
    const exporter = exportFormats[name];
    res.attachment(`${nameFile(query)}.${exporter.extension}`).set('Content-Type', exporter.contentType);
    if (req.method === 'HEAD') {
      res.end();
      return null;
    }
    const pieces = exporter.write(deps.store.stream(query), {
      areas: deps.vocabulary.areas,
      ...deps.privacy,
      bom: readChoice(params, 'bom', ['1']) === '1',
    });
    try {
      // The pipeline reads no faster than the client, and ends the reading of the store when the client leaves.
      await pipeline(Readable.from(pieces), res);
    } catch (error) {
      if (!isGone(error)) throw error;
    }
    return null;
  },
};

const describeExport: Route = {
  method: 'get',
  path: '/api/export/manifest',
  says: 'What goes with that file: query, row count, versions, blind periods, columns.',
  filtered: true,
  params: [format],
  answers: { 200: { says: 'The manifest', schema: shapes.Document } },
  handle: async ({ deps, params, req }) => {
    const query = await readFilters(params, deps);
    const now = deps.clock();
    const [totals, datasets, blind] = await Promise.all([
      deps.store.count(query),
      deps.store.datasets(),
      readBlindPeriods(deps.store, { dataset: query.dataset }, { from: query.from ?? null, to: query.to ?? null }, now),
    ]);
    const described = describeQuery(query, deps);
    const manifest = buildManifest({
      ...described,
      url: screenAddress(req, described.params),
      rows: totals.mentions,
      generatedAt: now,
      versions: { ripplewatch: deps.version, ...deps.versions },
      blind: blind.items,
      blindInAll: blind.total,
      dataset: datasets.find(({ id }) => id === query.dataset) ?? { id: query.dataset, title: query.dataset, invented: false },
      format: readFormat(params),
      showHandles: deps.privacy.showHandles,
    });
    return reply(shapes.Document, { ...manifest });
  },
};

export const exportRoutes: readonly Route[] = [exportMentions, describeExport];

function readFormat(params: Params): FormatName {
  return readChoice(params, 'format', formatNames) ?? 'csv';
}

/** `ripplewatch-demo-emis-web-2024-07-19`: letters, digits and hyphens, whatever was asked for. */
function nameFile(query: MentionQuery): string {
  const { dataset, systems = [], areas = [], from, to } = query;
  const first = from === undefined ? null : londonDate(from);
  const last = to === undefined ? null : londonDate(addMs(to, -1));
  const days = first === last ? [first] : [first ?? 'until', last ?? 'on'];
  const words = ['ripplewatch', dataset, ...systems, ...areas, ...days].filter((word) => word !== null).join('-');
  return words
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 100)
    .replace(/-$/, '');
}

function screenAddress(req: Request, params: Readonly<Record<string, string>>): string {
  return `${req.protocol}://${req.headers.host ?? ''}/mentions?${new URLSearchParams(params).toString()}`;
}

function isGone(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_STREAM_PREMATURE_CLOSE';
}
