import { addMs } from '../src/core/time.ts';
import type { Post } from '../src/core/types.ts';
import { buildDemo } from '../src/demo/build.ts';

/** As many posts as asked for: the demonstration's texts, each with words of its own, one every 30 seconds. The same at every call. */
export function makePosts(count: number): readonly Post[] {
  const { posts } = buildDemo();
  return Array.from({ length: count }, (_, index) => {
    const post = posts[index % posts.length];
    if (post === undefined) throw new Error('the demonstration has no posts');
    return {
      ...post,
      id: `bench-${index}`,
      text: `${post.text} Update ${index} of ${Math.floor(index / posts.length)}.`,
      postedAt: addMs('2024-06-01T00:00:00.000Z', index * 30_000),
      seenAt: addMs('2024-06-01T00:05:00.000Z', index * 30_000),
    };
  });
}

export { buildDemo };
