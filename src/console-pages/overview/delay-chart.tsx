import 'uplot/dist/uPlot.min.css';
import { useComputedColorScheme } from '@mantine/core';
import { useEffect, useRef } from 'react';
import UPlot from 'uplot';
import type { OverviewQuery } from '../data/generated/graphql.js';
import { axisOf, colourOf, timeLabels } from './chart-axis.js';
import { useConsole } from '../shell/console-context.js';

const HEIGHT = 170;
const MS = 1_000;

interface DelayChartProps {
  readonly points: NonNullable<OverviewQuery['overview']>['delays'];
}

/** Median and 99th percentile over the period. Screen readers get the table next to it instead. */
export function DelayChart({ points }: DelayChartProps) {
  const { formats, t } = useConsole();
  const scheme = useComputedColorScheme('light');
  const place = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the colours of the page follow the scheme
  useEffect(() => {
    const element = place.current;
    if (element === null) return;
    const data: UPlot.AlignedData = [
      points.map(({ at }) => Date.parse(at) / MS),
      points.map(({ p50Ms }) => p50Ms),
      points.map(({ p99Ms }) => p99Ms),
    ];
    const texts = {
      times: (times: readonly number[]) => timeLabels(times, formats),
      span: (value: number) => formats.span(value),
      p50: t('overview.p50'),
      p99: t('overview.p99'),
    };
    const chart = new UPlot(chartOptions(element, texts), data, element);
    const observer = new ResizeObserver(() => chart.setSize({ width: element.clientWidth, height: HEIGHT }));
    observer.observe(element);
    return () => {
      observer.disconnect();
      chart.destroy();
    };
  }, [points, formats, t, scheme]);
  return <div ref={place} className="chart" aria-hidden="true" />;
}

interface ChartTexts {
  readonly times: (seconds: readonly number[]) => string[];
  readonly span: (milliseconds: number) => string;
  readonly p50: string;
  readonly p99: string;
}

function chartOptions(element: HTMLElement, texts: ChartTexts): UPlot.Options {
  const axis = axisOf(element);
  const line = (label: string, stroke: string) => ({
    label,
    stroke,
    width: 2,
    spanGaps: true,
    points: { show: true, size: 5, fill: stroke },
  });
  return {
    width: element.clientWidth,
    height: HEIGHT,
    legend: { show: false },
    cursor: { drag: { x: false, y: false } },
    axes: [
      { ...axis, values: (_plot, times) => texts.times(times), space: 80 },
      { ...axis, values: (_plot, values) => values.map(texts.span), size: 64 },
    ],
    scales: { y: { range: (_plot, _min, max) => [0, Math.max(1, max) * 1.1] } },
    series: [
      {},
      line(texts.p50, colourOf(element, '--tone-good')),
      line(texts.p99, colourOf(element, '--tone-busy')),
    ],
  };
}
