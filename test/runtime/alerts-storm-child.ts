import { openDatabase } from '../../src/store/database.ts';
import { openAlertOffice } from './alert-office.ts';

// Sweeps once, as a process of its own that may be killed at any moment: `node … <database> <instant> <yaml>`.
const [path = '', at = '', yaml = ''] = process.argv.slice(2);
const database = await openDatabase(path);
const office = await openAlertOffice(at, yaml, { database });
process.send?.('ready');
await office.sweep();
await database.close();
process.send?.('done');
process.disconnect();
