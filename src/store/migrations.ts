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
  // Corrections by people. A Mention's row holds what stands; what the machine said stays in `contents.body`.
  `
  CREATE TABLE reviews (
    key INTEGER PRIMARY KEY, mention INTEGER NOT NULL REFERENCES mentions (key) ON DELETE CASCADE,
    correction TEXT NOT NULL, reviewer TEXT NOT NULL, reviewed_at TEXT NOT NULL
  ) STRICT;
  CREATE INDEX reviews_mention ON reviews (mention, reviewed_at);
  CREATE INDEX reviews_time ON reviews (reviewed_at);
  ALTER TABLE mentions ADD COLUMN reviewed INTEGER NOT NULL DEFAULT 0;
  CREATE INDEX mentions_reviewed ON mentions (dataset, posted_at) WHERE reviewed = 1;
  ALTER TABLE contents ADD COLUMN review TEXT;
  `,
  // Statements. `wording` is the signature of a post's own words, `statement` that of the first post of its group; `grouped` is 0 for posts
  // whose words wait to be compared, 1 for copies that wait to be looked at as relays, 2 for what is done.
  `
  ALTER TABLE mentions ADD COLUMN wording TEXT;
  ALTER TABLE mentions ADD COLUMN form INTEGER;
  ALTER TABLE mentions ADD COLUMN statement_role TEXT;
  ALTER TABLE mentions ADD COLUMN relayed INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE mentions ADD COLUMN grouped INTEGER NOT NULL DEFAULT 0;
  UPDATE mentions SET wording = statement;
  CREATE INDEX mentions_form ON mentions (form) WHERE form IS NOT NULL;
  CREATE INDEX mentions_ungrouped ON mentions (key) WHERE grouped = 0 AND wording IS NOT NULL;
  CREATE INDEX mentions_unchecked ON mentions (key) WHERE grouped = 1 AND wording IS NOT NULL;

  CREATE TABLE wordings (
    key INTEGER PRIMARY KEY AUTOINCREMENT, dataset TEXT NOT NULL, form TEXT NOT NULL, signature TEXT NOT NULL, statement TEXT NOT NULL, bands TEXT NOT NULL, size INTEGER NOT NULL,
    compared INTEGER NOT NULL DEFAULT 0, UNIQUE (dataset, form)
  ) STRICT;
  CREATE INDEX wordings_signature ON wordings (signature, dataset);
  CREATE INDEX wordings_statement ON wordings (statement, dataset);
  CREATE TABLE wording_bands (
    band INTEGER NOT NULL, dataset TEXT NOT NULL, rank INTEGER NOT NULL, wording INTEGER NOT NULL, PRIMARY KEY (band, dataset, rank, wording)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE statements (
    dataset TEXT NOT NULL, statement TEXT NOT NULL, first INTEGER NOT NULL, origin INTEGER NOT NULL, PRIMARY KEY (dataset, statement)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE statement_checks (dataset TEXT NOT NULL, statement TEXT NOT NULL, PRIMARY KEY (dataset, statement)) STRICT, WITHOUT ROWID;

  CREATE TRIGGER mention_reworded AFTER UPDATE OF hash, wording, posted_at ON mentions
    WHEN new.hash <> old.hash OR new.wording IS NOT old.wording OR new.posted_at IS NOT old.posted_at
  BEGIN
    INSERT OR IGNORE INTO statement_checks SELECT old.dataset, old.statement
      WHERE old.statement IS NOT NULL AND (new.wording IS NOT old.wording OR new.posted_at IS NOT old.posted_at);
    UPDATE mentions SET grouped = 0 WHERE key = new.key;
    UPDATE mentions SET form = NULL, statement = new.wording, statement_role = NULL, relayed = 0
      WHERE key = new.key AND new.wording IS NOT old.wording;
  END;
  CREATE TRIGGER mention_unsaid AFTER DELETE ON mentions WHEN old.statement IS NOT NULL BEGIN
    INSERT OR IGNORE INTO statement_checks VALUES (old.dataset, old.statement);
  END;
  `,
  // What each Run brought besides posts, and what a Channel's last reading noted of it.
  `
  ALTER TABLE runs ADD COLUMN posts_changed INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE runs ADD COLUMN posts_removed INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE runs ADD COLUMN notices_new INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE runs ADD COLUMN bytes INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE runs ADD COLUMN status INTEGER;
  ALTER TABLE runs ADD COLUMN notes TEXT;
  ALTER TABLE runs ADD COLUMN next_at TEXT;
  ALTER TABLE channels ADD COLUMN notes TEXT;
  `,
  // The search for Channels: websites that are searched once, and what was found there until a person decides.
  `
  CREATE TABLE sites (
    url TEXT PRIMARY KEY, organisations TEXT NOT NULL, state TEXT NOT NULL, says TEXT, supplier TEXT, checked_at TEXT
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE proposals (
    id TEXT PRIMARY KEY, site TEXT NOT NULL, platform TEXT NOT NULL, address TEXT NOT NULL, state TEXT NOT NULL, found_at TEXT NOT NULL,
    decided_at TEXT, decided_by TEXT, body TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
  `,
  // A channel may move, so its address is looked for by itself and not by the id that was once made of it.
  `
  CREATE INDEX channels_address ON channels (json_extract(body, '$.address'));
  `,
  // The host that a Channel's address leads to, by which the asking is shared out; accounts of one platform without an address of their
  // own share one. The index holds all that finding what is due reads.
  `
  ALTER TABLE channels ADD COLUMN host TEXT GENERATED ALWAYS AS (
    CASE
      WHEN instr(json_extract(body, '$.address'), '://') > 0 THEN lower(substr(
        substr(json_extract(body, '$.address'), instr(json_extract(body, '$.address'), '://') + 3), 1,
        instr(substr(json_extract(body, '$.address'), instr(json_extract(body, '$.address'), '://') + 3) || '/', '/') - 1))
      WHEN instr(ltrim(json_extract(body, '$.address'), '@'), '@') > 0 THEN lower(replace(json_extract(body, '$.address'),
        rtrim(json_extract(body, '$.address'), replace(json_extract(body, '$.address'), '@', '')), ''))
      ELSE json_extract(body, '$.platform')
    END
  ) VIRTUAL;
  DROP INDEX channels_due;
  CREATE INDEX channels_due ON channels (next_at, id, state, dataset, host, claimed_until);
  CREATE INDEX channels_claimed ON channels (claimed_until, host) WHERE claimed_until IS NOT NULL;
  `,
  // Words that go while the row stays to be counted, what a post said before an edit, and what an operator decided about private people.
  // The full text is read out of `contents` when a row is added to the index and again when it is taken out, so that nothing of it stays behind.
  `
  ALTER TABLE mentions ADD COLUMN private INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE mentions ADD COLUMN sealed INTEGER NOT NULL DEFAULT 1;
  ALTER TABLE mentions ADD COLUMN removed_at TEXT;
  ALTER TABLE mentions ADD COLUMN removed_why TEXT;
  ALTER TABLE mentions ADD COLUMN edits INTEGER NOT NULL DEFAULT 0;
  UPDATE mentions SET private = 1, sealed = 0
    WHERE key IN (SELECT mention FROM contents WHERE json_extract(body, '$.post.author.private') = 1);
  DROP INDEX mentions_seen;
  CREATE INDEX mentions_kept ON mentions (private, seen_at) WHERE removed_at IS NULL;
  CREATE INDEX mentions_unsealed ON mentions (key) WHERE sealed = 0;
  CREATE INDEX mentions_deleted ON mentions (dataset, posted_at) WHERE removed_why = 'deleted';

  CREATE TABLE versions (
    key INTEGER PRIMARY KEY, mention INTEGER NOT NULL REFERENCES mentions (key) ON DELETE CASCADE, body TEXT NOT NULL
  ) STRICT;
  CREATE INDEX versions_mention ON versions (mention, key);
  CREATE TABLE governance (key INTEGER PRIMARY KEY, at TEXT NOT NULL, who TEXT NOT NULL, decided TEXT NOT NULL) STRICT;
  ALTER TABLE channels ADD COLUMN people INTEGER GENERATED ALWAYS AS (json_extract(body, '$.people')) VIRTUAL;
  DROP INDEX channels_due;
  CREATE INDEX channels_due ON channels (next_at, id, state, dataset, host, claimed_until, people);
  CREATE TABLE forgotten (person TEXT PRIMARY KEY, at TEXT NOT NULL) STRICT, WITHOUT ROWID;

  DROP TRIGGER mention_gone;
  DROP TABLE mention_words;
  CREATE VIEW mention_texts AS SELECT c.mention,
      coalesce(json_extract(c.body, '$.post.text'), '') || char(10) || coalesce(json_extract(c.body, '$.post.spoiler'), '') || char(10) ||
      coalesce(json_extract(c.body, '$.post.quoted'), '') || char(10) || coalesce(json_extract(c.body, '$.organisationName'), '') ||
      iif(m.private = 1, '', char(10) || coalesce(json_extract(c.body, '$.post.author.name'), '') || char(10) ||
      coalesce(json_extract(c.body, '$.post.author.handle'), '')) AS words
    FROM contents c JOIN mentions m ON m.key = c.mention WHERE m.removed_at IS NULL;
  CREATE VIRTUAL TABLE mention_words USING fts5 (
    words, content = 'mention_texts', content_rowid = 'mention', tokenize = 'unicode61 remove_diacritics 2'
  );
  INSERT INTO mention_words (mention_words, rank) VALUES ('secure-delete', 1);
  INSERT INTO mention_words (mention_words) VALUES ('rebuild');
  CREATE TRIGGER mention_gone BEFORE DELETE ON mentions WHEN old.removed_at IS NULL BEGIN
    DELETE FROM mention_words WHERE rowid = old.key;
  END;
  `,
  // Budgets. A reservation that nobody settles stays, and counts whole for its period.
  `
  CREATE TABLE budgets (budget TEXT NOT NULL, period TEXT NOT NULL, spent INTEGER NOT NULL, PRIMARY KEY (budget, period)) STRICT, WITHOUT ROWID;
  CREATE TABLE reservations (
    id TEXT PRIMARY KEY, budget TEXT NOT NULL, period TEXT NOT NULL, amount INTEGER NOT NULL, at TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX reservations_budget ON reservations (budget, period);
  `,
  // Blind spans, kept up to date as Runs end; of what ran before, they are made here once. `seen_at` is when the last good Run began.
  `
  ALTER TABLE channels ADD COLUMN platform TEXT GENERATED ALWAYS AS (json_extract(body, '$.platform')) VIRTUAL;
  ALTER TABLE channels ADD COLUMN organisation TEXT GENERATED ALWAYS AS (json_extract(body, '$.organisation')) VIRTUAL;
  ALTER TABLE channels ADD COLUMN every_minutes REAL GENERATED ALWAYS AS (json_extract(body, '$.everyMinutes')) VIRTUAL;
  ALTER TABLE channels ADD COLUMN added_at TEXT GENERATED ALWAYS AS (json_extract(body, '$.addedAt')) VIRTUAL;
  ALTER TABLE channels ADD COLUMN seen_at TEXT;
  ALTER TABLE channels ADD COLUMN blind_from TEXT;
  ALTER TABLE channels ADD COLUMN blind_why TEXT;
  ALTER TABLE channels ADD COLUMN asked_why TEXT;
  ALTER TABLE organisations ADD COLUMN kind TEXT GENERATED ALWAYS AS (json_extract(body, '$.kind')) VIRTUAL;
  ALTER TABLE organisations ADD COLUMN area TEXT GENERATED ALWAYS AS (json_extract(body, '$.area')) VIRTUAL;
  ALTER TABLE organisations ADD COLUMN system TEXT GENERATED ALWAYS AS (json_extract(body, '$.system')) VIRTUAL;
  CREATE TABLE blinds (
    channel TEXT NOT NULL, dataset TEXT NOT NULL, began TEXT NOT NULL, ended TEXT NOT NULL, why TEXT NOT NULL, PRIMARY KEY (channel, began)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX blinds_time ON blinds (dataset, ended);
  INSERT INTO blinds
    WITH looks AS (
      SELECT channel, dataset, started_at, lag(started_at) OVER (PARTITION BY channel ORDER BY started_at) AS before
      FROM runs WHERE outcome = 'ok'
    ), troubled AS (
      SELECT l.channel, l.dataset, l.before, l.started_at AS ended, min(r.started_at) AS failed_at, r.message
      FROM looks l LEFT JOIN runs r ON r.channel = l.channel AND r.outcome = 'failed' AND r.started_at < l.started_at
        AND r.started_at > coalesce(l.before, '')
      GROUP BY l.channel, l.started_at
    )
    SELECT t.channel, t.dataset, coalesce(t.before, t.failed_at), t.ended,
      CASE WHEN t.failed_at IS NULL THEN 'not collected: the schedule was not running' ELSE coalesce(t.message, 'collecting failed') END
    FROM troubled t JOIN channels c ON c.id = t.channel
    WHERE t.failed_at IS NOT NULL
      OR strftime('%Y-%m-%dT%H:%M:%fZ', t.before, '+' || (180 * c.every_minutes) || ' seconds') < t.ended;
  UPDATE channels SET seen_at = (SELECT max(started_at) FROM runs r WHERE r.channel = id AND r.outcome = 'ok');
  UPDATE channels SET (blind_from, blind_why) = (
    SELECT coalesce(seen_at, min(r.started_at)), coalesce(r.message, 'collecting failed') FROM runs r
    WHERE r.channel = channels.id AND r.outcome = 'failed' AND r.started_at > coalesce(seen_at, '') HAVING count(*) > 0
  );
  `,
  // What was warned of and is not over.
  `
  CREATE TABLE warnings (
    dataset TEXT NOT NULL, kind TEXT NOT NULL, subject TEXT NOT NULL, platform TEXT NOT NULL, title TEXT NOT NULL, says TEXT NOT NULL,
    since TEXT NOT NULL, PRIMARY KEY (dataset, kind, subject)
  ) STRICT, WITHOUT ROWID;
  `,
  // Where each platform's stream goes on.
  `
  CREATE TABLE streams (platform TEXT PRIMARY KEY, cursor TEXT NOT NULL) STRICT, WITHOUT ROWID;
  `,
  // What tells a screen that it has grown old.
  `
  CREATE TABLE revisions (kind TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT, WITHOUT ROWID;
  INSERT INTO revisions VALUES ('mentions', 0), ('channels', 0);
  `,
  // A copy into this store that is not finished: what it comes from and how far it is.
  `
  CREATE TABLE copies (id INTEGER PRIMARY KEY CHECK (id = 1), source TEXT NOT NULL, kind TEXT, after TEXT, begun_at TEXT NOT NULL) STRICT;
  `,
  // Each claim has a name, so that whoever slept past its end is not taken for the one who has it now; and who runs each job at its time.
  `
  ALTER TABLE channels ADD COLUMN claim TEXT;
  CREATE INDEX channels_claim ON channels (claim) WHERE claim IS NOT NULL;
  CREATE TABLE jobs (name TEXT PRIMARY KEY, due TEXT NOT NULL, holder TEXT NOT NULL) STRICT, WITHOUT ROWID;
  `,
  // Counts. A cell holds, by phase, voice and author kind, how many Mentions and which Organisations and Statements, as bags of small numbers
  // (`bags.ts`): of an hour (level 0), a London day (1) or month (2). Systems and areas are numbers of sets, so that a Mention that names two is in
  // one cell. Mentions of an older file are counted afterwards, from key to key up to `goal`. docs/decisions/counts.md says why it is so.
  `
  CREATE TABLE count_scopes (id INTEGER PRIMARY KEY, dataset TEXT NOT NULL, undated INTEGER NOT NULL, UNIQUE (dataset, undated)) STRICT;
  CREATE TABLE count_organisations (id INTEGER PRIMARY KEY, code TEXT NOT NULL UNIQUE) STRICT;
  CREATE TABLE count_statements (id INTEGER PRIMARY KEY, scope INTEGER NOT NULL, statement TEXT NOT NULL, UNIQUE (statement, scope)) STRICT;
  CREATE TABLE count_sets (id INTEGER PRIMARY KEY, kind INTEGER NOT NULL, members TEXT NOT NULL, UNIQUE (members, kind)) STRICT;
  CREATE TABLE count_members (
    kind INTEGER NOT NULL, member TEXT NOT NULL, "set" INTEGER NOT NULL, PRIMARY KEY (kind, member, "set")
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE count_totals (
    scope INTEGER NOT NULL, level INTEGER NOT NULL, start INTEGER NOT NULL, tally BLOB NOT NULL, said BLOB NOT NULL, again BLOB,
    PRIMARY KEY (scope, level, start)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE count_systems (
    scope INTEGER NOT NULL, level INTEGER NOT NULL, start INTEGER NOT NULL, systems INTEGER NOT NULL,
    tally BLOB NOT NULL, said BLOB NOT NULL, again BLOB, PRIMARY KEY (scope, level, start, systems)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE count_areas (
    scope INTEGER NOT NULL, level INTEGER NOT NULL, start INTEGER NOT NULL, areas INTEGER NOT NULL,
    tally BLOB NOT NULL, said BLOB NOT NULL, again BLOB, PRIMARY KEY (scope, level, start, areas)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE count_both (
    scope INTEGER NOT NULL, level INTEGER NOT NULL, start INTEGER NOT NULL, systems INTEGER NOT NULL, areas INTEGER NOT NULL,
    tally BLOB NOT NULL, said BLOB NOT NULL, again BLOB, PRIMARY KEY (scope, level, start, systems, areas)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE count_periods (
    scope INTEGER NOT NULL, level INTEGER NOT NULL, start INTEGER NOT NULL, ends INTEGER NOT NULL, sealed INTEGER NOT NULL,
    PRIMARY KEY (scope, level, start)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX count_periods_open ON count_periods (level, scope, start) WHERE sealed = 0;
  CREATE TABLE count_state (built_to INTEGER NOT NULL, goal INTEGER NOT NULL) STRICT;
  INSERT INTO count_state SELECT 0, coalesce(max(key), 0) FROM mentions;

  CREATE VIEW count_rows AS SELECT m.key AS mention, m.dataset, m.phase, m.voice, m.author_kind, m.organisation, m.statement, m.posted_at, m.seen_at,
      (SELECT json_group_array(system) FROM mention_systems WHERE mention = m.key AND role = 'affected') AS systems,
      (SELECT json_group_array(area) FROM mention_areas WHERE mention = m.key) AS areas
    FROM mentions m;
  CREATE TABLE count_changes (
    mention INTEGER PRIMARY KEY, dataset TEXT NOT NULL, phase TEXT NOT NULL, voice TEXT, author_kind TEXT NOT NULL, organisation TEXT,
    statement TEXT, posted_at INTEGER, seen_at INTEGER NOT NULL, systems TEXT NOT NULL, areas TEXT NOT NULL
  ) STRICT;
  CREATE TRIGGER mention_recounted BEFORE UPDATE OF dataset, phase, voice, author_kind, organisation, statement, posted_at, seen_at ON mentions
    WHEN new.statement IS NOT old.statement OR new.voice IS NOT old.voice OR new.phase <> old.phase OR new.author_kind <> old.author_kind
      OR new.organisation IS NOT old.organisation OR new.posted_at IS NOT old.posted_at OR new.dataset <> old.dataset
      OR new.seen_at <> old.seen_at
  BEGIN
    INSERT OR IGNORE INTO count_changes SELECT * FROM count_rows WHERE mention = old.key;
  END;
  CREATE TRIGGER mention_uncounted BEFORE DELETE ON mentions BEGIN
    INSERT OR IGNORE INTO count_changes SELECT * FROM count_rows WHERE mention = old.key;
  END;
  `,
  // An entry of a bag begins with its length: cells that were written otherwise are made again.
  `
  DELETE FROM count_totals;
  DELETE FROM count_systems;
  DELETE FROM count_areas;
  DELETE FROM count_both;
  DELETE FROM count_periods;
  DELETE FROM count_statements;
  UPDATE count_state SET built_to = 0, goal = (SELECT coalesce(max(key), 0) FROM mentions);
  `,
  // Which Mentions have what, as sets of bits, so that any filters can be laid over each other however many there are: docs/decisions/sets.md.
  // A chunk holds the Mentions of a range of keys in the order of their dates; a set says for one chunk which of them have one value. What has
  // changed since its chunk was written is listed, and looked at row by row.
  `
  CREATE TABLE chunks (
    first INTEGER PRIMARY KEY, last INTEGER NOT NULL, size INTEGER NOT NULL, undated INTEGER NOT NULL, oldest INTEGER, newest INTEGER
  ) STRICT;
  CREATE TABLE chunk_orders (first INTEGER PRIMARY KEY, keys BLOB NOT NULL, dates BLOB NOT NULL) STRICT;
  CREATE TABLE chunk_values (value INTEGER PRIMARY KEY, field TEXT NOT NULL, term TEXT NOT NULL, UNIQUE (field, term)) STRICT;
  CREATE TABLE chunk_sets (place INTEGER PRIMARY KEY, bits BLOB NOT NULL) STRICT;
  CREATE TABLE chunk_changes (key INTEGER PRIMARY KEY) STRICT;
  CREATE TABLE chunk_state (rows INTEGER NOT NULL, areas TEXT NOT NULL) STRICT;
  CREATE TRIGGER mention_chunk_changed AFTER UPDATE OF hash, voice ON mentions
    WHEN new.key <= (SELECT last FROM chunks ORDER BY first DESC LIMIT 1)
  BEGIN INSERT OR IGNORE INTO chunk_changes VALUES (new.key); END;
  CREATE TRIGGER mention_chunk_left AFTER DELETE ON mentions
    WHEN old.key <= (SELECT last FROM chunks ORDER BY first DESC LIMIT 1)
  BEGIN INSERT OR IGNORE INTO chunk_changes VALUES (old.key); END;
  CREATE TRIGGER mention_chunk_joined AFTER INSERT ON mentions
    WHEN new.key <= (SELECT last FROM chunks ORDER BY first DESC LIMIT 1)
  BEGIN INSERT OR IGNORE INTO chunk_changes VALUES (new.key); END;
  `,
];
