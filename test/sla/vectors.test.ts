import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { loadVectors, type Vector } from './vectors/vector.ts';
import { runVectors } from './vectors/run-vector.ts';

const path = fileURLToPath(new URL('../../../shared/sla-vectors.json', import.meta.url));
const present = existsSync(path);

describe.skipIf(!present)(
  `SLA vectors of other service desks${present ? '' : ` (skipped: ${path} is not there)`}`,
  () => {
    const file = present ? loadVectors(path) : { calendars: {}, vectors: [] };
    const results = runVectors(file);

    it.each(
      results.map((result): [string, (typeof results)[number]] => [
        `${result.vector.id} ${result.vector.source_case ?? ''}`,
        result,
      ]),
    )('%s', (_, { mismatches }) => {
      expect(mismatches).toEqual([]);
    });

    it('notices every falsified expectation', () => {
      const falsify = (value: unknown): unknown => {
        if (typeof value === 'string') return value.replace(/^\d{4}/, (year) => String(Number(year) + 1));
        if (typeof value === 'number') return value + 1;
        if (typeof value === 'boolean') return !value;
        return value === null ? '2020-01-01T00:00:00Z' : [...(value as unknown[]), 'x'];
      };
      const falsified = file.vectors
        .filter(({ kind }) => kind !== 'sla_rule')
        .flatMap((vector) =>
          Object.keys(vector.expected)
            .filter((field) => field !== 'tolerance_s')
            .map((field): Vector => ({
              ...vector,
              expected: { ...vector.expected, [field]: falsify(vector.expected[field]) },
            })),
        );
      const unnoticed = runVectors({ ...file, vectors: falsified }).filter(
        ({ mismatches }) => mismatches.length === 0,
      );
      expect(falsified.length).toBeGreaterThan(150);
      expect(unnoticed.map(({ vector }) => vector.id)).toEqual([]);
    });
  },
);
