// Bars by Apache ECharts, with what they need and no more.
import { BarChart } from 'echarts/charts';
import { GridSimpleComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';
import type { Series } from './tables';

use([BarChart, GridSimpleComponent, CanvasRenderer]);

const barHeight = 34; // px, with its gap

export function drawBars(box: HTMLElement, series: Series): void {
  const style = getComputedStyle(document.documentElement);
  const fontSize = Number.parseFloat(getComputedStyle(document.body).fontSize) * 0.82;
  const ink = style.getPropertyValue('--ink').trim() || '#1b2326';
  box.style.height = `${series.length * barHeight * (fontSize / 14) + 16}px`;
  const chart = init(box, undefined, { renderer: 'canvas' });
  chart.setOption({
    animation: false,
    grid: { left: 4, right: 64, top: 4, bottom: 4, containLabel: true },
    xAxis: { type: 'value', show: false, minInterval: 1 },
    yAxis: {
      type: 'category',
      inverse: true,
      data: series.map(({ name }) => name),
      axisTick: { show: false },
      axisLine: { lineStyle: { color: style.getPropertyValue('--line-strong').trim() || '#98a8ad' } },
      axisLabel: { color: ink, fontSize, width: Math.max(110, box.clientWidth * 0.4), overflow: 'break' },
    },
    series: [
      {
        type: 'bar',
        data: series.map(({ value }) => value),
        barMaxWidth: 20,
        itemStyle: { color: style.getPropertyValue('--accent').trim() || '#0b5560' },
        label: { show: true, position: 'right', color: ink, fontSize },
      },
    ],
  });
  new ResizeObserver(() => chart.resize()).observe(box);
}
