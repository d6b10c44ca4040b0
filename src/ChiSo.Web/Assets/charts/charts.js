// Draws each figure[data-chart] from the figures the page carries. Only the parts of ECharts in use are bundled.
import { init, use } from 'echarts/core';
import { BarChart, LineChart, ScatterChart } from 'echarts/charts';
import { GraphicComponent, GridComponent, MarkLineComponent } from 'echarts/components';
import { LabelLayout } from 'echarts/features';
import { CanvasRenderer } from 'echarts/renderers';
import { dots } from './dots.js';
import { histogram } from './histogram.js';
import { slope } from './slope.js';
import { narrow, theme } from './theme.js';
import { years } from './years.js';

use([BarChart, LineChart, ScatterChart, GraphicComponent, GridComponent, MarkLineComponent, LabelLayout, CanvasRenderer]);

const kinds = { dots, histogram, slope, years };
const drawn = [];

function draw(figure) {
  const data = JSON.parse(figure.querySelector('script[type="application/json"]').textContent);
  const plot = figure.querySelector('.plot');
  figure.hidden = false;
  plot.setAttribute('aria-label', data.label);
  let chart;
  const render = () => {
    const width = plot.clientWidth;
    const height = narrow(width) && data.kind !== 'years' ? Math.round(data.height * 1.08) : data.height;
    chart?.dispose();
    chart = init(plot, null, { width, height, renderer: 'canvas', devicePixelRatio: Math.max(2, devicePixelRatio) });
    const look = theme();
    chart.setOption({ animation: false, textStyle: { fontFamily: look.font, fontSize: 12 }, ...kinds[data.kind](data.content, look, width, height) });
  };
  render();
  drawn.push({ plot, render, width: plot.clientWidth });
}

document.querySelectorAll('figure[data-chart]').forEach(draw);

let waiting;
addEventListener('resize', () => {
  clearTimeout(waiting);
  waiting = setTimeout(() => drawn.forEach(one => {
    if (one.plot.clientWidth === one.width) return;
    one.width = one.plot.clientWidth;
    one.render();
  }), 150);
});

matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => drawn.forEach(one => one.render()));
