import { narrow } from './theme.js';

// How many units lie at each value; columns start at zero.
export function histogram(content, look, width) {
  return {
    grid: { left: 4, right: 12, top: 28, bottom: 44, containLabel: true },
    xAxis: { type: 'category', data: content.bins.map(bin => bin.name), axisLabel: { color: look.quiet, fontSize: 12, hideOverlap: true }, axisTick: { show: false }, axisLine: { lineStyle: { color: look.line } }, name: content.axis, nameLocation: 'middle', nameGap: 28, nameTextStyle: { color: look.quiet, fontSize: 12 } },
    yAxis: { type: 'value', min: 0, name: content.counts, nameTextStyle: { color: look.quiet, fontSize: 12, align: 'left' }, axisLabel: { color: look.quiet, fontSize: 12 }, splitLine: { lineStyle: { color: look.line } } },
    series: [{
      type: 'bar', barCategoryGap: '12%', data: content.bins.map(bin => ({ value: bin.count, itemStyle: { color: look.of(bin.style) } })),
      label: { show: !narrow(width) && content.bins.length <= 30, position: 'top', color: look.ink, fontSize: 12, formatter: item => content.bins[item.dataIndex].count ? content.bins[item.dataIndex].text : '' },
    }],
  };
}
