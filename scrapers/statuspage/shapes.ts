import { z } from 'zod';

// What we read of https://metastatuspage.com/api#incidents and #summary; the rest is left alone.

const update = z.looseObject({ id: z.string(), status: z.string(), body: z.string().nullish(), created_at: z.string() });

export const incidentShape = z.looseObject({
  id: z.string().min(1),
  name: z.string(),
  status: z.string(),
  impact: z.string().nullish(),
  created_at: z.string(),
  updated_at: z.string().nullish(),
  shortlink: z.string().nullish(),
  incident_updates: z.array(update).nullish(),
  components: z.array(z.looseObject({ name: z.string() })).nullish(),
});
export type Incident = z.output<typeof incidentShape>;

const page = z.looseObject({ name: z.string(), url: z.string().nullish() });

export const incidentsShape = z.looseObject({ page, incidents: z.array(incidentShape) });

export const summaryShape = z.looseObject({
  page,
  components: z.array(z.unknown()).nullish(),
  incidents: z.array(z.unknown()).nullish(),
});
