import type { Instant } from '../types.ts';

/** What a stage may ask of the network. Implemented beside this file; nobody else imports axios or opens a socket. */
export interface HttpClient {
  /**
   * Fetches one resource. Obeys robots.txt where asked, waits its turn for the host, follows redirects one by one
   * (each checked against the address guard), retries passing faults with jitter, and never returns more than `maxBytes`.
   * Every failure is a CollectError whose `kind` says what to do; 304 comes back as `notModified`.
   */
  get(url: string, options?: GetOptions): Promise<HttpResponse>;
}

export interface GetOptions {
  readonly accept?: string;
  /** Validators of the copy we have: sent as If-None-Match and If-Modified-Since. */
  readonly etag?: string | null;
  readonly lastModified?: string | null;
  /** Web pages obey robots.txt; feeds are published to be fetched. Default false. */
  readonly robots?: boolean;
  readonly maxBytes?: number;
  readonly signal?: AbortSignal;
  /** Sent as `Authorization: Bearer …` to the host that was asked for and to no other a redirect leads to; never logged. */
  readonly bearer?: string;
  /** Told of every answer that comes on the way, those of robots.txt, redirects and further tries included. */
  readonly onAnswer?: (answer: SeenAnswer) => void;
  /** Statuses beyond 2xx and 304 that the caller reads itself, body included, instead of their being thrown: an API's 404 is an answer. */
  readonly answers?: readonly number[];
  /** Reads from an answer until when its host wants to be left alone; until then every request to it is `rate-limited`, whichever Channel's. */
  readonly restUntil?: (response: HttpResponse) => Instant | null;
  /** Sent at most once, whatever fault befalls it: a request that is paid for by the answer may have been answered. */
  readonly once?: true;
}

/** One answer of one server, as far as it matters for counting. */
export interface SeenAnswer {
  readonly status: number;
  /** Bytes of its body as they were sent; 0 where the body was not read. */
  readonly bytes: number;
  /** It was the robots.txt, not the resource itself. */
  readonly robots: boolean;
  /** Until when the server calls it fresh (Cache-Control, Expires); null where it does not. */
  readonly freshUntil: Instant | null;
}

export interface HttpResponse {
  readonly status: number;
  /** Where the answer came from after redirects. */
  readonly url: string;
  /** Set when every hop was permanent (301, 308): the address to keep from now on. */
  readonly movedTo: string | null;
  readonly notModified: boolean;
  readonly etag: string | null;
  readonly lastModified: string | null;
  readonly contentType: string | null;
  /** A header by its name in lower case, such as `link`; null where the answer has none. */
  readonly header: (name: string) => string | null;
  readonly bytes: Uint8Array;
  /** Decoded by BOM, header, XML prolog or meta tag, in that order; windows-1252 where nothing says and it is not UTF-8. */
  readonly text: string;
  readonly receivedAt: Instant;
}
