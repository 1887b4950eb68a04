// The numbers of the official tables, as the page prints them.

export type Rows = readonly { label: string; cells: readonly number[] }[];
export type Series = readonly { name: string; value: number }[];

export function rowsOf(table: HTMLTableElement): Rows {
  return [...table.tBodies]
    .flatMap((body) => [...body.rows])
    .map((row) => ({
      label: row.querySelector('th')?.textContent?.trim() ?? '',
      cells: [...row.querySelectorAll('td')].map((cell) => Number(cell.textContent)),
    }))
    .filter(({ cells }) => cells.length > 0);
}

const classes = ['自然人', '商业企业', '科研机构', '社会公益组织', '法律服务机构', '其他'];

// What the charts show: who asked (the first row), the outcomes (from the third to the total), the results of section 四.
export function seriesOf(rows: Rows, reviews: Rows): { applicants: Series; outcomes: Series; results: Series } {
  const applicants = classes.map((name, i) => ({ name, value: rows[0]?.cells[i] ?? 0 }));
  const total = rows.findIndex(({ label }) => label.endsWith('总计'));
  const outcomes = rows
    .slice(2, total < 0 ? rows.length : total)
    .map(({ label, cells }) => ({ name: shortened(label), value: cells[cells.length - 1] ?? 0 }))
    .filter(({ value }) => value > 0);
  const results = ['结果维持', '结果纠正', '其他结果', '尚未审结'].map((name, i) => ({
    name,
    value: reviews.reduce((sum, { cells }) => sum + (cells[i] ?? 0), 0),
  }));
  return { applicants, outcomes, results };
}

const mostLabel = 14; // characters beside a bar; the table has the whole

// "（二）部分公开（区分处理的，只计这一情形，不计其他情形）" → "部分公开"; "1.属于国家秘密" → "属于国家秘密".
export function shortened(label: string): string {
  const name = [...(label.replace(/^（[一二三四五六七]）|^\d+\./, '').replace(/（.*）$/, '').split('、')[0] ?? '')];
  return name.length > mostLabel ? `${name.slice(0, mostLabel - 1).join('')}…` : name.join('');
}
