/**
 * What each version of the store adds, oldest first. Append-only: one that has shipped is never edited, since files out there have run it.
 * The narrow `mentions` table holds what filters and counts read; the wide texts lie apart in `contents`, so that counting a million
 * Mentions does not read a million texts. Moments of posts are milliseconds since 1970, all other moments are Instants as text.
 */
export const migrations: readonly string[] = [
  `
  CREATE TABLE datasets (id TEXT PRIMARY KEY, title TEXT NOT NULL, invented INTEGER NOT NULL, created_at TEXT NOT NULL) STRICT;

  CREATE TABLE channels (
    id TEXT PRIMARY KEY, dataset TEXT NOT NULL, body TEXT NOT NULL, state TEXT NOT NULL DEFAULT 'active',
    cursor TEXT, next_at TEXT, last_run_at TEXT, last_success_at TEXT, last_post_at TEXT,
    failures INTEGER NOT NULL DEFAULT 0, failure TEXT, message TEXT, claimed_by TEXT, claimed_until TEXT
  ) STRICT;
  CREATE INDEX channels_due ON channels (next_at);

  CREATE TABLE runs (
    id TEXT PRIMARY KEY, channel TEXT NOT NULL, dataset TEXT, started_at TEXT NOT NULL, finished_at TEXT, outcome TEXT NOT NULL,
    failure TEXT, message TEXT, posts_seen INTEGER NOT NULL DEFAULT 0, posts_new INTEGER NOT NULL DEFAULT 0,
    mentions_new INTEGER NOT NULL DEFAULT 0
  ) STRICT;
  CREATE INDEX runs_channel ON runs (channel, started_at);
  CREATE INDEX runs_time ON runs (started_at);

  CREATE TABLE mentions (
    key INTEGER PRIMARY KEY, dataset TEXT NOT NULL, platform TEXT NOT NULL, id TEXT NOT NULL, channel TEXT NOT NULL,
    organisation TEXT, author_kind TEXT NOT NULL, statement TEXT, phase TEXT NOT NULL, outage INTEGER NOT NULL, voice TEXT, cause TEXT,
    posted_at INTEGER, london_day INTEGER, seen_at INTEGER NOT NULL, hash TEXT NOT NULL,
    UNIQUE (platform, id, dataset)
  ) STRICT;
  CREATE INDEX mentions_outage ON mentions (dataset, outage, posted_at);
  CREATE INDEX mentions_time ON mentions (dataset, posted_at);
  CREATE INDEX mentions_seen ON mentions (seen_at);
  CREATE INDEX mentions_channel ON mentions (channel, dataset, posted_at);
  CREATE INDEX mentions_organisation ON mentions (organisation, dataset, posted_at) WHERE organisation IS NOT NULL;
  CREATE INDEX mentions_statement ON mentions (statement, dataset, posted_at) WHERE statement IS NOT NULL;

  CREATE TABLE contents (
    mention INTEGER PRIMARY KEY REFERENCES mentions (key) ON DELETE CASCADE, body TEXT NOT NULL, raw TEXT NOT NULL
  ) STRICT;
  CREATE TABLE mention_systems (
    mention INTEGER NOT NULL REFERENCES mentions (key) ON DELETE CASCADE, role TEXT NOT NULL, system TEXT NOT NULL,
    PRIMARY KEY (mention, role, system)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX mention_systems_system ON mention_systems (system, role);
  CREATE TABLE mention_areas (
    mention INTEGER NOT NULL REFERENCES mentions (key) ON DELETE CASCADE, area TEXT NOT NULL, PRIMARY KEY (mention, area)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX mention_areas_area ON mention_areas (area);
  CREATE TABLE mention_services (
    mention INTEGER NOT NULL REFERENCES mentions (key) ON DELETE CASCADE, service TEXT NOT NULL, PRIMARY KEY (mention, service)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX mention_services_service ON mention_services (service);
  CREATE VIRTUAL TABLE mention_words USING fts5 (
    words, content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2'
  );
  CREATE TRIGGER mention_gone AFTER DELETE ON mentions BEGIN DELETE FROM mention_words WHERE rowid = old.key; END;

  CREATE TABLE notices (
    channel TEXT NOT NULL, id TEXT NOT NULL, dataset TEXT, body TEXT NOT NULL, published_at TEXT, updated_at TEXT,
    PRIMARY KEY (channel, id)
  ) STRICT;
  CREATE INDEX notices_published ON notices (published_at);

  CREATE TABLE organisations (code TEXT PRIMARY KEY, body TEXT NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TABLE leases (name TEXT PRIMARY KEY, holder TEXT NOT NULL, taken_at TEXT NOT NULL, ttl_ms INTEGER NOT NULL, expires_at TEXT NOT NULL) STRICT;
  CREATE TABLE digests (
    "window" TEXT NOT NULL, dataset TEXT NOT NULL, target TEXT NOT NULL, outcome TEXT NOT NULL, at TEXT NOT NULL, message TEXT,
    PRIMARY KEY ("window", dataset, target)
  ) STRICT;
  CREATE TABLE changes (key INTEGER PRIMARY KEY, at TEXT NOT NULL, who TEXT NOT NULL, what TEXT NOT NULL) STRICT;
  `,
];
