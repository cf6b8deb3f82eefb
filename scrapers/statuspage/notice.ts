import { readInstant } from '../../src/core/time.ts';
import type { Instant } from '../../src/core/types.ts';
import type { CollectedNotice } from '../collector.ts';
import type { FeedItem } from '../shape.ts';
import { readMarkup, tidyText } from '../text.ts';
import type { Incident } from './shapes.ts';

/** An incident of the API as a Notice: dated by the first word that was said of it, which may be older than the entry. */
export function fromIncident(incident: Incident, channel: string, origin: string, seenAt: Instant): CollectedNotice {
  const updates = (incident.incident_updates ?? [])
    .map(({ created_at, status, body }) => ({ at: readInstant(created_at), status, text: readMarkup(body ?? '') }))
    .sort((a, b) => (a.at ?? '').localeCompare(b.at ?? ''));
  const said = [readInstant(incident.created_at), ...updates.map(({ at }) => at)].filter((at) => at !== null).toSorted();
  const names = incident.components?.map(({ name }) => tidyText(name)).filter((name) => name !== '') ?? [];
  return {
    id: incident.id,
    channel,
    title: readMarkup(incident.name) || 'An entry without a title',
    body: updates.map(({ status, text }) => `${titleCase(status)}: ${text}`).join('\n\n'),
    url: `${origin}/incidents/${encodeURIComponent(incident.id)}`,
    status: incident.status,
    impact: incident.impact ?? null,
    components: [...new Set(names)],
    publishedAt: said[0] ?? null,
    updatedAt: readInstant(incident.updated_at ?? '') ?? said.at(-1) ?? null,
    seenAt,
  };
}

/**
 * An entry of the history feed as a Notice; null for planned work. The feed has the same words as the API, the newest update first, with the
 * status in bold before each; its address ends in the id that the API uses.
 */
export function fromItem(item: FeedItem, channel: string, origin: string, seenAt: Instant): CollectedNotice | null {
  const id =
    URL.parse(item.link ?? '', origin)
      ?.pathname.split('/')
      .findLast((part) => part !== '') ?? item.guid;
  const status = statusLine.exec(item.body)?.[1]?.toLowerCase().replace(' ', '_') ?? 'unknown';
  if (id === null || planned.has(status)) return null;
  return {
    id,
    channel,
    title: item.title || 'An entry without a title',
    body: item.body,
    url: URL.parse(item.link ?? '', origin)?.href ?? null,
    status,
    impact: null,
    components: [],
    publishedAt: item.publishedAt,
    updatedAt: item.updatedAt,
    seenAt,
  };
}

const statusLine =
  /^(Investigating|Identified|Monitoring|Update|Resolved|Postmortem|Scheduled|In progress|Verifying|Completed)\b ?[-–:]/im;
const planned = new Set(['scheduled', 'in_progress', 'verifying', 'completed']);

function titleCase(status: string): string {
  return `${status.charAt(0).toUpperCase()}${status.slice(1).replaceAll('_', ' ')}`;
}
