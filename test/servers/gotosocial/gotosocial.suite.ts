import { describe } from 'vitest';
import { checkSocial } from '../social.ts';

// The account, the posts and everybody in them are invented.
describe('gotosocial', checkSocial);
