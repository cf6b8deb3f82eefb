import { checkContract } from '../../store/contract/all.ts';
import { mongoEngine } from '../../store/mongo.ts';
import { told } from '../told.ts';

checkContract(mongoEngine('mongo-java-server', told('MONGO_URL').MONGO_URL));
