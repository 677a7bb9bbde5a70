import type { Clock } from '../kernel/clock.ts';
import type { Logger } from '../kernel/logger.ts';
import { toLocalMs } from '../sla/time-zone.ts';
import {
  listCorrections,
  readCorrectionMark,
  type CorrectionMark,
  type RecordedCorrection,
} from '../store/correction-store.ts';
import type { Database } from '../store/database.ts';
import {
  listModelVersions,
  loadPackedModel,
  readActiveModelId,
  recordModelVersion,
  type ModelVersion,
} from '../store/model-store.ts';
import type { ModelReason } from '../store/tables.ts';
import type { LiveUnderstanding } from '../understanding/live-understanding.ts';
import type { Model } from '../understanding/model/model.ts';
import type { Lesson } from '../understanding/model/retrain.ts';
import { objections, type Trial } from '../understanding/model/trial.ts';

/** Corrections that together are worth a training of their own; fewer wait for the night. */
const enoughToRetrain = 20;
/** Local hours in which the nightly training may begin. */
const night = { from: 2, until: 5 };
const hourMs = 3_600_000;
/** A night's training is not followed by another in the same night. */
const leastBetweenNightsMs = 20 * hourMs;

/** Trains away from the desk's own thread. */
export type Trainer = {
  /** Of shipped examples and training code: models of another key are not ours. */
  readonly key: string;
  /** @param signal ends it; the promise rejects */
  train(
    corrected: readonly Lesson[],
    signal: AbortSignal,
  ): Promise<{
    readonly packed: string;
    readonly trials: { readonly fresh: Trial; readonly baseline: Trial } | null;
  }>;
  /** null: broken, or of another version of the code. */
  readonly unpack: (packed: string) => Promise<Model | null>;
};

export type Learner = {
  /**
   * Takes over what changed in the store: new corrections are understood from the next message on, undone ones no more,
   * and a step back is taken. Call it often; it costs two index lookups while nothing changed.
   */
  follow(): Promise<void>;
  /** Trains if it is night and there is something to learn. */
  nightly(): Promise<void>;
  /** Trains now. Resolves to what speaks against the new model; empty: it is in use. */
  retrain(reason: ModelReason): Promise<readonly string[]>;
  /** Resolves when no training runs. */
  idle(): Promise<void>;
  /** Ends a running training; nothing of it is kept. */
  stop(): Promise<void>;
};

type Options = {
  readonly database: Database;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly timeZone: string;
  readonly live: LiveUnderstanding;
  /** As trained from the shipped examples. */
  readonly shipped: Model;
  readonly trainer: Trainer;
};

/** Where the desk's understanding comes from: a model, and the corrections taught to it since. */
type Base = { readonly versionId: number; readonly taughtFrom: number; readonly trial: Trial | null };

/** Keeps the understanding of a running desk up to date with the corrections in its store. */
export function createLearner({
  database,
  clock,
  logger,
  timeZone,
  live,
  shipped,
  trainer,
}: Options): Learner {
  let base: Base | null = null;
  let mark: CorrectionMark = { lastId: 0, undone: 0 };
  /** Corrections up to this one have had their training, whatever came of it. */
  let triedUpTo = 0;
  /** Something the model was trained on has been taken back: it has to be trained without. */
  let mustForget = false;
  let training: Promise<readonly string[]> | null = null;
  const stopping = new AbortController();

  const load = async (versionId: number): Promise<void> => {
    const versions = await listModelVersions<Trial>(database.db, 200);
    const active = versions.find(({ id }) => id === versionId);
    const model = active?.contentKey === trainer.key ? await unpackActive(active) : null;
    const newest = versions[0];
    const taughtFrom = model
      ? (active?.taughtFrom ?? 0)
      : newest?.state === 'stepped_back'
        ? newest.learntUpTo
        : 0;
    const corrections = await listCorrections(database.db);
    live.reset(lessonsOf(corrections, taughtFrom), model ?? shipped);
    base = { versionId, taughtFrom, trial: model && active ? active.trial : null };
    triedUpTo = Math.max(
      taughtFrom,
      ...versions.map(({ learntUpTo, contentKey }) => (contentKey === trainer.key ? learntUpTo : 0)),
    );
    mark = markOf(corrections);
    mustForget = isForgetting(corrections, active?.contentKey === trainer.key ? active : null);
  };

  const unpackActive = async ({ id }: ModelVersion<Trial>): Promise<Model | null> => {
    const packed = await loadPackedModel(database.db, id);
    return packed === null ? null : trainer.unpack(packed);
  };

  /** Only what came since; all of it again where something was undone. */
  const catchUp = async (known: Base, fresh: CorrectionMark): Promise<void> => {
    if (fresh.undone !== mark.undone) {
      await load(known.versionId);
      return;
    }
    for (const lesson of lessonsOf(await listCorrections(database.db, mark.lastId), known.taughtFrom))
      live.teach(lesson);
    mark = fresh;
  };

  const waiting = async (): Promise<number> => (await listCorrections(database.db, triedUpTo)).length;

  const retrainNow = async (reason: ModelReason): Promise<readonly string[]> => {
    const corrections = await listCorrections(database.db);
    const learntUpTo = corrections.at(-1)?.id ?? 0;
    const lessons = lessonsOf(corrections, 0);
    const { packed, trials } = await trainer.train(lessons, stopping.signal);
    if (!trials) return ['nothing was tried'];
    // Against the shipped examples too: many small steps down would add up.
    const found = [
      ...new Set([
        ...objections(base?.trial ?? trials.baseline, trials.fresh),
        ...objections(trials.baseline, trials.fresh),
      ]),
    ];
    await database.transact((tx) =>
      recordModelVersion<Trial>(tx, {
        trainedAt: clock(),
        reason,
        contentKey: trainer.key,
        learntUpTo,
        examples: trials.fresh.of,
        corrections: lessons.length,
        trial: trials.fresh,
        objections: found,
        packed,
      }),
    );
    logger.info(found.length === 0 ? 'a new model is in use' : 'a new model was refused', {
      reason,
      corrections: lessons.length,
      accuracy: trials.fresh.of === 0 ? 0 : trials.fresh.right / trials.fresh.of,
      objections: found.join('; '),
    });
    await load(await readActiveModelId(database.db));
    return found;
  };

  const retrain = (reason: ModelReason): Promise<readonly string[]> => {
    training ??= retrainNow(reason).finally(() => {
      training = null;
    });
    return training;
  };

  return {
    retrain,
    follow: async () => {
      const versionId = await readActiveModelId(database.db);
      const fresh = await readCorrectionMark(database.db);
      if (base?.versionId !== versionId) await load(versionId);
      else if (fresh.lastId !== mark.lastId || fresh.undone !== mark.undone) await catchUp(base, fresh);
      else return;
      if (training === null && (mustForget || (await waiting()) >= enoughToRetrain)) {
        mustForget = false;
        retrain('corrections').catch((error: unknown) => {
          if (stopping.signal.aborted) return;
          logger.error('training from corrections failed; the model in use stays', {}, error);
        });
      }
    },
    nightly: async () => {
      const hour = Math.floor(toLocalMs(timeZone, clock()) / hourMs) % 24;
      if (hour < night.from || hour >= night.until) return;
      const [last] = await listModelVersions<Trial>(database.db, 1);
      if (last && clock() - last.trainedAt < leastBetweenNightsMs) return;
      if ((await waiting()) > 0) await retrain('nightly');
    },
    idle: async () => {
      await training?.catch(() => []);
    },
    stop: async () => {
      stopping.abort();
      await training?.catch(() => []);
    },
  };
}

/** Undone ones teach nothing. */
function lessonsOf(corrections: readonly RecordedCorrection[], after: number): Lesson[] {
  return corrections
    .filter(({ id, undone }) => id > after && undone === null)
    .map(({ text, toCategory }) => ({ text, label: toCategory }));
}

function markOf(corrections: readonly RecordedCorrection[]): CorrectionMark {
  return {
    lastId: corrections.at(-1)?.id ?? 0,
    undone: corrections.filter(({ undone }) => undone !== null).length,
  };
}

/** Whether a correction was undone after the model had been trained on it. */
function isForgetting(
  corrections: readonly RecordedCorrection[],
  active: Pick<ModelVersion<Trial>, 'learntUpTo' | 'trainedAt'> | null,
): boolean {
  return (
    active !== null &&
    corrections.some(
      ({ id, undone }) => undone !== null && id <= active.learntUpTo && undone.at >= active.trainedAt,
    )
  );
}
