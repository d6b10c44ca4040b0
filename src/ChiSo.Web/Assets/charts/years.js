import { axisOf, narrow } from './theme.js';

// One unit over the periods, with the mean of its block as a quiet line.
export function years(content, look, width) {
  const periods = [...new Set([...content.means.map(mark => mark.name), ...content.marks.map(mark => mark.name)])].sort();
  const at = (marks, period) => marks.find(mark => mark.name === period) ?? null;
  const axis = axisOf([...content.marks, ...content.means].map(mark => mark.value));
  const end = (name, colour) => ({ show: true, formatter: name, color: colour, fontSize: 12, width: narrow(width) ? 92 : 150, overflow: 'break', lineHeight: 14 });
  return {
    grid: { left: 4, right: narrow(width) ? 100 : 160, top: 24, bottom: 40, containLabel: true },
    xAxis: { type: 'category', data: periods, axisLabel: { color: look.quiet, fontSize: 12 }, axisLine: { lineStyle: { color: look.line } }, axisTick: { show: false }, name: content.axis.replace('{0}', axis.min), nameLocation: 'middle', nameGap: 26, nameTextStyle: { color: look.quiet, fontSize: 12 } },
    yAxis: { type: 'value', ...axis, axisLabel: { color: look.quiet, fontSize: 12 }, splitLine: { lineStyle: { color: look.line } } },
    series: [
      {
        type: 'line', data: periods.map(period => at(content.means, period)?.value ?? null), symbol: 'none', lineStyle: { color: look.quiet, width: 1.5, type: 'dashed' },
        endLabel: { ...end(content.meanName, look.quiet), offset: [8, 0] }, labelLayout: { moveOverlap: 'shiftY' }, connectNulls: true,
      },
      {
        type: 'line', data: periods.map(period => at(content.marks, period)?.value ?? null), symbol: 'circle', symbolSize: 8, lineStyle: { color: look.accent, width: 2.5 }, itemStyle: { color: look.accent },
        label: { show: true, position: 'top', distance: 8, align: 'center', color: look.ink, fontSize: 12, formatter: item => at(content.marks, item.name)?.text ?? '' },
        endLabel: { ...end(content.unitName, look.accent), offset: [8, 0] }, labelLayout: { moveOverlap: 'shiftY' }, connectNulls: true, z: 3,
      },
    ],
  };
}
