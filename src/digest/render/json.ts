import type { Digest } from '../digest.ts';

/** The whole Digest; its keys are in docs/data.md. */
export function renderJson(digest: Digest): string {
  return `${JSON.stringify(digest, null, 2)}\n`;
}
