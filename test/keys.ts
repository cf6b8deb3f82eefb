import type { PrivacyKeys } from '../src/core/privacy.ts';

/** Secrets that are none. */
export const keys: PrivacyKeys = { salt: 'grain of salt for the tests', sealKey: 'ab'.repeat(32) };
