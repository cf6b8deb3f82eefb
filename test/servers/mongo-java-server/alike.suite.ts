import { checkAlike, checkGroupedAlike } from '../../store/alike.ts';
import { mongoEngine } from '../../store/mongo.ts';
import { told } from '../told.ts';

const engine = mongoEngine('mongo-java-server', told('MONGO_URL').MONGO_URL);
/** `EXAMPLES=1500` tries that many. */
const examples = Number(process.env['EXAMPLES'] ?? 60);

checkAlike(engine, examples);
checkGroupedAlike(engine, examples);
