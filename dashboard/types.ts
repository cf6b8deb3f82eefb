// The API's words, as the server's OpenAPI document gives them; `api.ts` is generated from it.
import type { components } from './api.ts';

type Schemas = components['schemas'];

export type State = Schemas['State'];
export type Mention = Schemas['Mention'];
export type Version = NonNullable<Mention['versions']>[number];
export type MentionPage = Schemas['Mentions'];
export type NewReview = Schemas['NewReview'];
export type Counts = Schemas['Counts'];
/** openapi-fetch widens tuples to lists, so a tile arrives as one. */
export type Area = Omit<Schemas['Area'], 'tile'> & { readonly tile: readonly number[] | null };
export type Vocabulary = Omit<Schemas['Vocabulary'], 'areas'> & { readonly areas: readonly Area[] };
export type ChannelHealth = Schemas['ChannelHealth'];
export type ChannelPage = Schemas['Channels'];
export type Governance = Schemas['Governance'];
export type AddedChannel = Schemas['AddedChannel'];
export type Proposal = Schemas['Proposal'];
export type Proposals = Schemas['Proposals'];
export type DecidedProposals = Schemas['DecidedProposals'];
export type Coverage = Schemas['Coverage'];
export type DefaultChannel = Schemas['Defaults']['items'][number];
export type TriedDefault = Schemas['TriedDefault'];
export type LoggedPost = Schemas['LoggedPost'];
export type Revision = Schemas['Revision'];

export type Totals = Counts['totals'];
export type Count = Counts['items'][number];
export type Phase = Mention['verdict']['phase'];
export type Reason = Mention['verdict']['reasons'][number];
export type Place = Mention['places'][number];
export type Term = Vocabulary['systems'][number];
export type Notice = Schemas['Notices']['items'][number];
export type LeadTime = Schemas['LeadTimes']['items'][number];
export type Sight = Schemas['Sights']['items'][number];
export type BlindPeriod = Schemas['BlindPeriods']['items'][number];
