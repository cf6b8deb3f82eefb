import { describe, expect, it } from 'vitest';
import { classify } from '../../analysis/classify.ts';
import { buildDemo } from '../../src/demo/build.ts';

const { posts, expected } = buildDemo();
const judged = posts.map((post) => ({
  id: post.id,
  text: post.text,
  meant: expected.get(post.id) ?? 'none',
  verdict: classify({ ...post, authorKind: post.author.kind }),
}));
const outagePhases = new Set(['disrupted', 'recovering', 'restored']);

describe('the demonstration, as the classifier reads it', () => {
  it('agrees with what the writers meant in at least 85 of 100 posts', () => {
    const differing = judged.filter(({ meant, verdict }) => meant !== verdict.phase);
    const listed = differing.slice(0, 20).map(({ id, meant, verdict }) => `${id}: ${meant}, read as ${verdict.phase}`);
    expect(1 - differing.length / judged.length, listed.join('\n')).toBeGreaterThanOrEqual(0.85);
  });

  it('has at least 150 outage Mentions', () => {
    expect(judged.filter(({ verdict }) => verdict.outage).length).toBeGreaterThanOrEqual(150);
  });

  it('takes few of the posts that are no outage for one', () => {
    const calm = judged.filter(({ meant }) => !outagePhases.has(meant));
    expect(calm.filter(({ verdict }) => verdict.outage).length).toBeLessThanOrEqual(calm.length * 0.1);
  });
});
