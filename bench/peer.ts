// One other library over a sample of the same posts, in a process of its own: `node bench/peer.ts wink posts.txt 2000`. JSON on standard error.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { readTexts } from './days.ts';
import { median } from './timing.ts';

export interface PeerReport {
  readonly does: string;
  readonly posts: number;
  readonly postsPerSecond: number;
}

interface Wink {
  readDoc(text: string): { entities(): { out(): unknown }; tokens(): { out(): unknown } };
}
interface Compromise {
  (text: string): { places(): { out(shape: 'array'): unknown } };
}
interface Bayes {
  addDocument(text: string, label: string): void;
  train(): void;
  classify(text: string): string;
}

const require = createRequire(import.meta.url);
const rounds = 3;

const peers: Readonly<Record<string, { readonly does: string; readonly prepare: () => (text: string) => unknown }>> = {
  natural: {
    does: 'BayesClassifier trained on all training texts: the phase, no system, no place, no reason',
    prepare: () => {
      const { BayesClassifier } = require('natural/lib/natural/classifiers/index.js') as { BayesClassifier: new () => Bayes };
      const bayes = new BayesClassifier();
      for (const { text, phase } of readTexts()) bayes.addDocument(text, phase);
      bayes.train();
      return (text) => bayes.classify(text);
    },
  },
  wink: {
    does: 'wink-nlp with its English model: tokens, sentences, parts of speech, negation, sentiment and entities, no phase',
    prepare: () => {
      const start = require('wink-nlp') as (model: unknown) => Wink;
      const wink = start(require('wink-eng-lite-web-model'));
      return (text) => wink.readDoc(text).entities().out();
    },
  },
  compromise: {
    does: 'compromise: the places named in the text, nothing else',
    prepare: () => {
      const compromise = require('compromise') as Compromise;
      return (text) => compromise(text).places().out('array');
    },
  },
};

const [name = '', file = '', count = '0'] = process.argv.slice(2);
const peer = peers[name];
if (peer === undefined) throw new Error(`"${name}" is none of ${Object.keys(peers).join(', ')}`);
const posts = readFileSync(file, 'utf8').split('\n').slice(0, Number(count));
const read = peer.prepare();
for (const post of posts.slice(0, 100)) read(post);
const times = Array.from({ length: rounds }, () => {
  const begun = performance.now();
  for (const post of posts) read(post);
  return performance.now() - begun;
});
const report: PeerReport = {
  does: peer.does,
  posts: posts.length,
  postsPerSecond: Math.round((posts.length * 1000) / median(times)),
};
process.stderr.write(JSON.stringify(report));
