import type { Calendar } from '../../../src/sla/calendar.ts';
import { runArithmetic } from './run-arithmetic.ts';
import { runRule } from './run-rule.ts';
import { runTimeline } from './run-timeline.ts';
import { decodeRawCalendar, type Mismatch, type Vector, type VectorFile } from './vector.ts';

export type Result = { readonly vector: Vector; readonly mismatches: readonly Mismatch[] };

function run(calendar: Calendar, vector: Vector): Mismatch[] {
  if (vector.kind === 'sla_timeline') return runTimeline(calendar, vector);
  if (vector.kind === 'sla_rule') return runRule(calendar, vector);
  return runArithmetic(calendar, vector) ?? [`no way to run the kind ${vector.kind}`];
}

/** Runs a whole file; a case that throws is a failed one, not the end of the run. */
export function runVectors(file: VectorFile): Result[] {
  const calendars = new Map<string, Calendar>();
  return file.vectors.map((vector) => {
    try {
      const raw = file.calendars[vector.calendar];
      if (!raw) return { vector, mismatches: [`no calendar ${vector.calendar}`] };
      const calendar = calendars.get(vector.calendar) ?? decodeRawCalendar(vector.calendar, raw);
      calendars.set(vector.calendar, calendar);
      return { vector, mismatches: run(calendar, vector) };
    } catch (error) {
      return { vector, mismatches: [error instanceof Error ? error.message : String(error)] };
    }
  });
}
