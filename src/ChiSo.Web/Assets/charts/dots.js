import { axisOf, narrow } from './theme.js';

// Every unit a dot on one scale, best first; the axis starts above zero and says so.
export function dots(content, look, width) {
  const marks = [...content.marks].reverse();
  const values = marks.map(mark => mark.value);
  const slim = narrow(width);
  const axis = axisOf(values);
  return {
    grid: { left: 4, right: 56, top: 32, bottom: 44, containLabel: true },
    xAxis: {
      type: 'value', ...axis, name: content.axis.replace('{0}', axis.min), nameLocation: 'middle', nameGap: 28,
      nameTextStyle: { color: look.quiet, fontSize: 12 }, axisLabel: { color: look.quiet, fontSize: 12 },
      splitLine: { lineStyle: { color: look.line } },
    },
    yAxis: {
      type: 'category', data: marks.map(mark => mark.name), axisTick: { show: false }, axisLine: { lineStyle: { color: look.line } },
      axisLabel: { color: look.ink, fontSize: 12, interval: 0, width: slim ? 130 : 230, overflow: slim ? 'break' : 'truncate', lineHeight: 14 },
    },
    series: [
      {
        type: 'scatter', symbolSize: 13, z: 3,
        data: marks.map(mark => ({ value: mark.value, itemStyle: { color: look.of(mark.style), borderColor: look.ink, borderWidth: 0.5 } })),
        label: { show: true, position: 'right', distance: 6, color: look.ink, fontSize: 12, backgroundColor: look.paper, padding: [1, 3], formatter: item => marks[item.dataIndex].text },
        encode: { x: 0 },
        markLine: content.mean === null ? undefined : {
          silent: true, symbol: 'none', z: 1, lineStyle: { color: look.quiet, type: 'dashed', width: 1 },
          label: { formatter: content.meanText, color: look.quiet, fontSize: 12, position: 'end' }, data: [{ xAxis: content.mean }],
        },
      },
    ],
  };
}
