import { checkCrashes } from '../../store/crashes.ts';
import { told } from '../told.ts';

/** `EXAMPLES=1500` tries that many. */
checkCrashes('mongo-java-server', told('MONGO_URL').MONGO_URL, Number(process.env['EXAMPLES'] ?? 40));
