/** Lines on two logarithmic axes, as an SVG that stands on its own. */

const width = 340;
const height = 260;
const left = 50;
const top = 34;
const bottom = 36;
const right = 70;
const colours = ['#1f5fbf', '#b3541e'];

const powers = (base, from, to) => {
  const marks = [];
  for (let mark = base ** Math.floor(Math.log(from) / Math.log(base)); mark <= to * 1.0001; mark *= base)
    if (mark >= from * 0.9999) marks.push(mark);
  return marks;
};

const shown = (number) => (number >= 1 ? number.toLocaleString('en') : String(Number(number.toPrecision(1))));

/** @param {{ title: string, lines: { name: string, points: [number, number][] }[] }} part */
function panel({ title, lines }, offset) {
  const all = lines.flatMap(({ points }) => points);
  const [xs, ys] = [0, 1].map((axis) => all.map((point) => point[axis]));
  const range = (numbers) => [Math.min(...numbers), Math.max(...numbers)];
  const [fromX, toX] = range(xs);
  const [fromY, toY] = range(ys);
  const place = (from, to, start, end) => (number) =>
    Math.round(10 * (start + ((end - start) * Math.log(number / from)) / Math.log(to / from))) / 10;
  const x = place(fromX, toX, offset + left, offset + width - right);
  const y = place(fromY, toY, height - bottom, top);
  const grid = [
    ...powers(4, fromX, toX).map(
      (mark) =>
        `<path d="M${x(mark)} ${top}V${height - bottom}" class="grid"/><text x="${x(mark)}" y="${height - bottom + 16}" text-anchor="middle">${shown(mark)}</text>`,
    ),
    ...powers(10, fromY, toY).map(
      (mark) =>
        `<path d="M${offset + left} ${y(mark)}H${offset + width - right}" class="grid"/><text x="${offset + left - 6}" y="${y(mark) + 4}" text-anchor="end">${shown(mark)}</text>`,
    ),
  ];
  const drawn = lines.map(({ name, points }, i) => {
    const [lastX, lastY] = points.at(-1);
    const path = points.map(([a, b], n) => `${n ? 'L' : 'M'}${x(a)} ${y(b)}`).join('');
    const dots = points.map(([a, b]) => `<circle cx="${x(a)}" cy="${y(b)}" r="2.5" fill="${colours[i]}"/>`).join('');
    return `<path d="${path}" fill="none" stroke="${colours[i]}" stroke-width="1.5"/>${dots}<text x="${x(lastX) + 7}" y="${y(lastY) + 4}" fill="${colours[i]}">${name}</text>`;
  });
  return `<text x="${offset + left}" y="18" font-weight="bold">${title}</text>${grid.join('')}${drawn.join('')}<text x="${(2 * offset + left + width - right) / 2}" y="${height - 4}" text-anchor="middle">tokens</text>`;
}

/** Panels side by side. */
export function chart(panels) {
  const whole = panels.length * width;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${whole} ${height}" width="${whole}" height="${height}" font-family="sans-serif" font-size="11" fill="#333"><title>Time and memory against the number of tokens, on logarithmic axes</title><style>.grid{stroke:#ddd}</style><rect width="${whole}" height="${height}" fill="#fff"/>${panels.map((part, i) => panel(part, i * width)).join('')}</svg>\n`;
}
