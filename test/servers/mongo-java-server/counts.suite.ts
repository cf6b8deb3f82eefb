import { checkLives } from '../../store/lives.ts';
import { mongoEngine } from '../../store/mongo.ts';
import { told } from '../told.ts';

/** `EXAMPLES=1500` tries that many. */
const examples = Number(process.env['EXAMPLES'] ?? 40);

checkLives(mongoEngine('mongo-java-server', told('MONGO_URL').MONGO_URL), examples, 'counts its rows');
