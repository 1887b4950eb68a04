// The words of the charts, apart from the others: the page of a report loads nothing that it does not show.
const zh = {
  title: '图表',
  note: '图表按上面的表格绘制，以表格为准。',
  applicants: '新收申请的申请人',
  outcomes: '办理结果',
  reviews: '行政复议、行政诉讼的结果',
};
const en: typeof zh = {
  title: 'Charts',
  note: 'Drawn from the tables above, which are what counts.',
  applicants: 'Who asked',
  outcomes: 'Outcomes',
  reviews: 'Reconsiderations and suits',
};

export const words = document.documentElement.lang === 'en' ? en : zh;
