import { BayesClassifier } from 'natural/lib/natural/classifiers/index.js';
import { classify } from '../analysis/classify.ts';
import type { Post } from '../src/core/types.ts';
import { buildDemo } from './posts.ts';
import { race, ratio } from './timing.ts';

/** Posts per second through the whole Verdict, beside natural's naive Bayes trained on 200 of the demonstration's texts: outage or not, no more. */
export async function benchClassify(posts: readonly Post[]): Promise<object> {
  const bayes = train();
  // Bayes reads a sample: it would hold up the bench for minutes.
  const sample = posts.slice(0, 1000);
  for (const post of sample) classify({ text: post.text, authorKind: post.author.kind });
  const all = await race(posts.length, 5, {
    ours: () => {
      for (const post of posts) classify({ text: post.text, authorKind: post.author.kind });
    },
  });
  const naive = await race(sample.length, 3, {
    bayes: () => {
      for (const post of sample) bayes.classify(post.text);
    },
  });
  return { postsPerSecond: all['ours'], naturalBayesPostsPerSecond: naive['bayes'], ratio: ratio(all['ours'], naive['bayes']) };
}

function train(): BayesClassifier {
  const { posts, expected } = buildDemo();
  const bayes = new BayesClassifier();
  for (const post of posts.slice(0, 200)) {
    const outage = ['disrupted', 'recovering', 'restored'].includes(expected.get(post.id) ?? 'none');
    bayes.addDocument(post.text, outage ? 'outage' : 'other');
  }
  bayes.train();
  return bayes;
}
