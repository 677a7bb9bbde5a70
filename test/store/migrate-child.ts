import { writeSync } from 'node:fs';
import { openSqlite } from '../../src/store/engine-sqlite.ts';
import { migrate } from '../../src/store/migrate.ts';
import { migrations } from '../../src/store/migrations/list.ts';
import { slowMigration } from './slow-migration.ts';

/** Migrates to a schema whose last step takes long, to be killed in it. */
const engine = openSqlite(process.argv[2] ?? '');
await migrate(engine, migrations, 1);
writeSync(1, 'begin\n');
await migrate(engine, [...migrations, slowMigration(migrations.length + 1)], 2);
writeSync(1, 'end\n');
await engine.close();
