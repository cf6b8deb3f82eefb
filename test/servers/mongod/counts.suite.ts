import { checkLateCounts } from '../../store/latecounts.ts';
import { checkLives } from '../../store/lives.ts';
import { mongoEngine } from '../../store/mongo.ts';
import { told } from '../told.ts';

const { MONGO_URL: url } = told('MONGO_URL');
/** `EXAMPLES=1500` tries that many. */
const examples = Number(process.env['EXAMPLES'] ?? 40);

checkLives(mongoEngine('mongod', url), examples);
checkLateCounts('mongod', url, examples);
