import { Button } from '@mantine/core';
import { IconAlertTriangle, IconCheck } from '@tabler/icons-react';
import { type EmulatorState, WEBHOOK_MODES } from '../data/play-api.js';
import { Time } from '../parts/time.js';
import { useConsole } from '../shell/console-context.js';
import { allOff, FAULT_NAMES, FAULTS, faultIn, isChaotic, type Switch, useSwitches } from './chaos.js';

const MINUTE_MS = 60_000;
const STEPS = [
  { name: 'play.minute', advanceMs: MINUTE_MS },
  { name: 'play.hour', advanceMs: 60 * MINUTE_MS },
  { name: 'play.day', advanceMs: 24 * 60 * MINUTE_MS },
] as const;

interface ChaosCardProps {
  readonly state: EmulatorState;
  /** The broker of the scenarios. */
  readonly broker: string;
}

/** The switches of the emulator: webhooks, answers of Gateway, market and clock. */
export function ChaosCard({ state, broker }: ChaosCardProps) {
  const { t } = useConsole();
  const switches = useSwitches();
  const isOn = isChaotic(state);
  const send = (...all: readonly Switch[]) => switches.mutate(all);
  const isClosed = state.closedMarkets.includes(broker);
  const fault = faultIn(state);
  return (
    <section className="card chaos" data-tone={isOn ? 'warn' : 'good'} aria-label={t('play.chaos')}>
      <div className="chaos-head">
        <h2 aria-live="polite">
          {isOn ? <IconAlertTriangle size={18} aria-hidden /> : <IconCheck size={18} aria-hidden />}
          {isOn ? t('play.chaosOn') : t('play.chaosOff')}
        </h2>
        <Button size="compact-sm" variant="default" disabled={!isOn} onClick={() => send(...allOff(state))}>
          {t('play.allOff')}
        </Button>
      </div>
      {switches.error !== null && (
        <p className="chaos-problem" role="alert">
          {switches.error.message}
        </p>
      )}
      <Choices
        label={t('play.webhooks')}
        value={state.webhooks.mode}
        options={WEBHOOK_MODES.map((value) => ({ value, label: t(`play.mode.${value}`) }))}
        onChoose={(mode) => send({ path: 'webhooks', body: { mode } })}
      />
      <Choices
        label={t('play.upstream')}
        value={fault}
        options={FAULT_NAMES.map((value) => ({ value, label: t(`play.fault.${value}`) }))}
        onChoose={(name) => send({ path: 'faults', body: { rules: FAULTS[name] } })}
      />
      <Choices
        label={t('play.market', { broker })}
        value={isClosed ? 'shut' : 'open'}
        options={(['open', 'shut'] as const).map((value) => ({ value, label: t(`play.market.${value}`) }))}
        onChoose={(value) => send({ path: 'market', body: { broker, open: value === 'open' } })}
      />
      <ClockSteps state={state} onStep={(advanceMs) => send({ path: 'clock', body: { advanceMs } })} />
    </section>
  );
}

interface ClockStepsProps {
  readonly state: EmulatorState;
  readonly onStep: (advanceMs: number) => void;
}

/** The time of the emulator, which only goes forward. */
function ClockSteps({ state, onStep }: ClockStepsProps) {
  const { t, formats } = useConsole();
  const isAhead = state.clockOffsetMs >= MINUTE_MS;
  return (
    <div className="choices">
      <span className="choices-label">{t('play.clock')}</span>
      <span className="choices-row">
        {STEPS.map(({ name, advanceMs }) => (
          <button key={name} type="button" className="choice" onClick={() => onStep(advanceMs)}>
            {t(name)}
          </button>
        ))}
        <span className="soft">
          <Time at={state.now} />
          {isAhead && ` · ${t('play.ahead', { span: formats.span(state.clockOffsetMs) })}`}
        </span>
      </span>
    </div>
  );
}

interface ChoicesProps<T extends string> {
  readonly label: string;
  /** Null: none of them. */
  readonly value: T | null;
  readonly options: readonly { readonly value: T; readonly label: string }[];
  readonly onChoose: (value: T) => void;
}

/** Buttons of which one is pressed. */
function Choices<T extends string>({ label, value, options, onChoose }: ChoicesProps<T>) {
  return (
    <fieldset className="choices">
      <legend className="choices-label">{label}</legend>
      <span className="choices-row">
        {options.map((option) => (
          <button
            key={option.value}
            type="button"
            className="choice"
            aria-pressed={option.value === value}
            onClick={() => onChoose(option.value)}
          >
            {option.label}
          </button>
        ))}
      </span>
    </fieldset>
  );
}
