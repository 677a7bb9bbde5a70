import type { Compilable, CompiledQuery, Kysely, QueryResult } from 'kysely';
import type { Tables } from './tables.ts';

type Value = string | number | bigint | null;

/** Stands in the query where a parameter will come. */
class Slot {
  readonly name: string;

  constructor(name: string) {
    this.name = name;
  }
}

type Compiled<R> = {
  readonly query: CompiledQuery<R>;
  /** Its parameters in order: slots to fill, and constants of the query. */
  readonly places: readonly (Slot | Value)[];
};

/**
 * A query built and compiled once per database and then only bound: Kysely spends more time on building than SQLite on
 * answering. `build` sees each parameter as if it were its value, but may only pass it on to Kysely, never look at it;
 * structure (a list's length, a condition that comes and goes) cannot depend on it.
 */
export function prepareQuery<P extends Record<string, Value>, R>(
  build: (db: Kysely<Tables>, slot: P) => Compilable<R>,
): (db: Kysely<Tables>, values: P) => Promise<QueryResult<R>> {
  const compiled = new WeakMap<object, Compiled<R>>();
  return (db, values) => {
    const engine = db.getExecutor().adapter;
    let own = compiled.get(engine);
    if (!own) compiled.set(engine, (own = withPlaces(build(db, slots as P).compile())));
    return db.executeQuery({ ...own.query, parameters: own.places.map((place) => fill(place, values)) });
  };
}

const slots: unknown = new Proxy({}, { get: (_, name) => new Slot(String(name)) });

function withPlaces<R>(query: CompiledQuery<R>): Compiled<R> {
  return { query, places: query.parameters as readonly (Slot | Value)[] };
}

function fill(place: Slot | Value, values: Record<string, Value>): Value | undefined {
  return place instanceof Slot ? values[place.name] : place;
}
