// Colours and type of the page, read where the page declares them.
export function theme() {
  const style = getComputedStyle(document.documentElement);
  const colour = name => style.getPropertyValue(`--${name}`).trim();
  return {
    ink: colour('ink'),
    quiet: colour('quiet'),
    line: colour('line'),
    paper: colour('paper'),
    accent: colour('accent'),
    of: mark => {
      if (mark === 'rise' || mark === 'fall') return colour(mark);
      if (mark === 'same') return colour('quiet');
      return mark ? colour(mark) : colour('accent');
    },
    font: getComputedStyle(document.body).fontFamily,
  };
}

// A broken axis that starts at a figure people can read, under the smallest value, with its steps.
export function axisOf(values) {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const step = high - low > 25 ? 10 : high - low > 4 ? 5 : 1;
  const min = Math.max(0, Math.floor((low - step * 0.1) / step) * step);
  return { min, max: Math.max(min + step, Math.ceil((high + step * 0.1) / step) * step), interval: step };
}

// A name broken into two lines where a phone has no room.
export const narrow = width => width < 520;
