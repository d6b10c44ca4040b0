import { narrow } from './theme.js';

// Spreads labels so that none covers another, keeping their order and staying as near to their points as the room allows.
function spread(places, gap, top, bottom) {
  const order = places.map((at, index) => ({ at, index })).sort((a, b) => a.at - b.at);
  for (let round = 0; round < 200; round++) {
    let moved = false;
    for (let i = 1; i < order.length; i++) {
      const missing = gap - (order[i].at - order[i - 1].at);
      if (missing > 0.01) {
        order[i].at += missing / 2;
        order[i - 1].at -= missing / 2;
        moved = true;
      }
    }
    if (order[0].at < top) { order[0].at = top; moved = true; }
    const last = order[order.length - 1];
    if (last.at > bottom) { last.at = bottom; moved = true; }
    if (!moved) break;
  }
  const placed = [];
  for (const one of order) placed[one.index] = one.at;
  return placed;
}

// Last period on the left, this one on the right, a line for each unit with its figure at both ends.
export function slope(content, look, width, height) {
  const marks = content.marks;
  const slim = narrow(width);
  const values = marks.flatMap(mark => [mark.last, mark.value]);
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const [top, bottom] = [36, height - 12];
  const y = value => high === low ? (top + bottom) / 2 : bottom - (value - low) / (high - low) * (bottom - top);
  const [x1, x2] = [slim ? 44 : 56, slim ? width * 0.4 : Math.max(150, width - 330)];
  const gap = Math.min(26, (bottom - top) / Math.max(1, marks.length - 1));
  const lefts = spread(marks.map(mark => y(mark.last)), gap, top, bottom);
  const rights = spread(marks.map(mark => y(mark.value)), gap, top, bottom);
  const room = width - x2 - (slim ? 62 : 66);
  const text = (value, x, place, fill, extra) => ({ type: 'text', x, y: place, style: { text: value, fill, font: `12px ${look.font}`, verticalAlign: 'middle', ...extra } });
  const line = (points, stroke, lineWidth) => ({ type: 'polyline', shape: { points }, style: { stroke, lineWidth, fill: 'none' } });
  const head = (value, x, align) => text(value, x, 12, look.ink, { align, font: `600 14px ${look.font}` });
  const children = [head(content.lastName, x1, 'right'), head(content.name, x2, 'left')];
  marks.forEach((mark, index) => {
    const colour = look.of(mark.style);
    const sign = mark.style === 'rise' ? '▲' : mark.style === 'fall' ? '▼' : '=';
    children.push(line([[x1 + 4, lefts[index]], [x1 + 14, y(mark.last)], [x2 - 14, y(mark.value)], [x2 - 4, rights[index]]], colour, 1.5));
    for (const [x, value] of [[x1 + 14, mark.last], [x2 - 14, mark.value]])
      children.push({ type: 'circle', shape: { cx: x, cy: y(value), r: 3 }, style: { fill: colour } });
    children.push(text(mark.lastText, x1, lefts[index], look.quiet, { align: 'right' }));
    children.push(text(`${sign} ${mark.text}`, x2 + 2, rights[index], colour, { align: 'left' }));
    children.push(text(mark.name, x2 + 62, rights[index], look.ink, { align: 'left', width: room, overflow: slim ? 'break' : 'truncate', lineHeight: 13, font: `${slim ? 11 : 12}px ${look.font}` }));
  });
  return { graphic: { type: 'group', children } };
}
