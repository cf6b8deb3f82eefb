import { checkTogether } from '../../store/together.ts';
import { told } from '../told.ts';

/** `EXAMPLES=1500` tries that many. */
checkTogether('mongo-java-server', told('MONGO_URL').MONGO_URL, Number(process.env['EXAMPLES'] ?? 30));
