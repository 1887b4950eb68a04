// Charts of an annual report, drawn from its own tables. The library is loaded once the reader comes near them.
import { words } from '../lang/report';
import { type Rows, rowsOf, type Series, seriesOf } from './tables';

function figureOf(id: string, title: string, series: Series): { figure: HTMLElement; box: HTMLElement } {
  const figure = document.createElement('figure');
  const caption = document.createElement('figcaption');
  caption.id = id;
  caption.textContent = title;
  const box = document.createElement('div');
  box.className = 'chart';
  box.setAttribute('role', 'img');
  // In words what the picture shows.
  box.setAttribute('aria-label', `${title}：${series.map(({ name, value }) => `${name}${value}`).join('，')}`);
  figure.append(caption, box);
  return { figure, box };
}

async function draw(root: HTMLElement, rows: Rows, reviews: Rows): Promise<void> {
  const { drawBars } = await import('./charts');
  const heading = document.createElement('h2');
  heading.textContent = words.title;
  const note = document.createElement('p');
  note.className = 'hint';
  note.textContent = words.note;
  const grid = document.createElement('div');
  grid.className = 'charts';
  root.append(heading, note, grid);
  const { applicants, outcomes, results } = seriesOf(rows, reviews);
  const charts: [string, Series][] = [[words.applicants, applicants], [words.outcomes, outcomes], [words.reviews, results]];
  charts.forEach(([title, series], i) => {
    if (series.every(({ value }) => value === 0)) return;
    const { figure, box } = figureOf(`chart-${i}`, title, series);
    grid.append(figure);
    drawBars(box, series);
  });
  if (grid.childElementCount === 0) root.replaceChildren();
}

const root = document.getElementById('charts');
const three = document.querySelector<HTMLTableElement>('#table-three');
const four = document.querySelector<HTMLTableElement>('#table-four');
if (root && three) {
  const observer = new IntersectionObserver(
    (entries) => {
      if (!entries.some((entry) => entry.isIntersecting)) return;
      observer.disconnect();
      void draw(root, rowsOf(three), four ? rowsOf(four) : []).catch(() => root.replaceChildren());
    },
    { rootMargin: '600px' },
  );
  observer.observe(root);
}
