import 'uplot/dist/uPlot.min.css';
import { useComputedColorScheme } from '@mantine/core';
import { useEffect, useRef } from 'react';
import UPlot from 'uplot';
import type { Formats } from '../format/formats.js';
import { useConsole } from '../shell/console-context.js';
import { axisOf, colourOf, timeLabels } from './chart-axis.js';

const HEIGHT = 170;
const MS = 1_000;
/** Part of the room of a bar that it fills, and its widest in pixels. */
const BAR = { fill: 0.8, widestPx: 24 } as const;

/** Counts of one kind over time, in the order in which they are stacked from the ground up. */
export interface Series {
  readonly name: string;
  /** A colour of the charts: `chart-1` to `chart-8`. */
  readonly colour: string;
  readonly counts: readonly number[];
}

interface StackedChartProps {
  readonly starts: readonly string[];
  readonly series: readonly Series[];
}

/** Stacked bars over time. Screen readers get the table next to it instead. */
export function StackedChart({ starts, series }: StackedChartProps) {
  const { formats } = useConsole();
  const scheme = useComputedColorScheme('light');
  const place = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the colours of the page follow the scheme
  useEffect(() => {
    const element = place.current;
    if (element === null) return;
    const stacked = stack(series.map(({ counts }) => counts));
    // The highest stack is drawn first, and the ones below it cover its lower part.
    const drawn = series.map(({ colour }, index) => ({ colour, sums: stacked[index] ?? [] })).reverse();
    const data: UPlot.AlignedData = [
      starts.map((at) => Date.parse(at) / MS),
      ...drawn.map(({ sums }) => sums),
    ];
    const chart = new UPlot(
      chartOptions(
        element,
        drawn.map(({ colour }) => colour),
        formats,
      ),
      data,
      element,
    );
    const observer = new ResizeObserver(() => chart.setSize({ width: element.clientWidth, height: HEIGHT }));
    observer.observe(element);
    return () => {
      observer.disconnect();
      chart.destroy();
    };
  }, [starts, series, formats, scheme]);
  return <div ref={place} className="chart" aria-hidden="true" />;
}

/** The sum of each list with those before it; null where it adds nothing, so that no bar is drawn. */
function stack(lists: readonly (readonly number[])[]): (number | null)[][] {
  const below: number[] = [];
  return lists.map((list) =>
    list.map((count, index) => {
      const sum = (below[index] ?? 0) + count;
      below[index] = sum;
      return count === 0 ? null : sum;
    }),
  );
}

function chartOptions(element: HTMLElement, colours: readonly string[], formats: Formats): UPlot.Options {
  const axis = axisOf(element);
  const bars = UPlot.paths.bars?.({ size: [BAR.fill, BAR.widestPx], align: 1 });
  return {
    width: element.clientWidth,
    height: HEIGHT,
    legend: { show: false },
    cursor: { show: false },
    axes: [
      { ...axis, values: (_plot, times) => timeLabels(times, formats), space: 80, size: 32 },
      {
        ...axis,
        values: (_plot, values) =>
          values.map((value) => (Number.isInteger(value) ? formats.count(value) : '')),
        size: 52,
      },
    ],
    scales: { y: { range: (_plot, _min, max) => [0, Math.max(4, max) * 1.05] } },
    series: [
      {},
      ...colours.map((name) => {
        const colour = colourOf(element, `--${name}`);
        return {
          stroke: colour,
          fill: colour,
          width: 0,
          points: { show: false },
          ...(bars && { paths: bars }),
        };
      }),
    ],
  };
}
