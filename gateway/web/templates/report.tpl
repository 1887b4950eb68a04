{{%AUTOESCAPE context="HTML"}}
<h1>{{TITLE}}</h1>
<dl class="summary">
{{#PUBLISHED_ON}}<div><dt>发布日期</dt><dd>{{PUBLISHED_ON}}</dd></div>{{/PUBLISHED_ON}}
<div><dt>下载</dt><dd><a href="{{EXPORT}}XLSX">表格（XLSX）</a>　<a href="{{EXPORT}}DOCX">文档（DOCX）</a>　<a href="{{EXPORT}}HTML">打印版</a>　<a href="{{JSON_HREF}}">JSON接口</a></dd></div>
</dl>
{{#TEXT_BEFORE}}
<section aria-labelledby="{{ID}}"><h2 id="{{ID}}">{{SECTION_TITLE}}</h2><div class="prose written">{{#PARAGRAPH}}<p>{{TEXT}}</p>{{/PARAGRAPH}}</div></section>
{{/TEXT_BEFORE}}
{{#TWO}}
<section aria-labelledby="two">
<h2 id="two">二、主动公开政府信息情况</h2>
<div class="small-tables">
{{#SMALL_TABLE}}
<table class="report">
<caption>{{ARTICLE}}</caption>
<thead><tr>{{#HEAD}}<th scope="col">{{TEXT}}</th>{{/HEAD}}</tr></thead>
<tbody>{{#ROW}}<tr><th scope="row">{{LABEL}}</th>{{#CELL}}<td>{{TEXT}}</td>{{/CELL}}</tr>{{/ROW}}</tbody>
</table>
{{/SMALL_TABLE}}
</div>
</section>
{{/TWO}}
{{#THREE}}
<section aria-labelledby="three">
<h2 id="three">三、收到和处理政府信息公开申请情况</h2>
<div class="sheet" role="region" aria-label="申请情况表，可左右滚动" tabindex="0">
<table class="report wide-table" id="table-three">
<caption>本表的勾稽关系：第一项加第二项之和，等于第三项加第四项之和</caption>
<thead>
<tr><th scope="col" rowspan="2">项目</th><th scope="col" rowspan="2">自然人</th><th scope="colgroup" colspan="5">法人或其他组织</th><th scope="col" rowspan="2">总计</th></tr>
<tr><th scope="col">商业企业</th><th scope="col">科研机构</th><th scope="col">社会公益组织</th><th scope="col">法律服务机构</th><th scope="col">其他</th></tr>
</thead>
<tbody>
{{#ROW}}
{{#RESULTS}}<tr class="part"><th scope="rowgroup" colspan="8">三、本年度办理结果</th></tr>{{/RESULTS}}
{{#HEADING}}<tr class="part deep"><th scope="rowgroup" colspan="8">{{TEXT}}</th></tr>{{/HEADING}}
{{#NUMBERS}}<tr{{#DEEP}} class="deep"{{/DEEP}}><th scope="row">{{LABEL}}</th>{{#CELL}}<td>{{NUMBER}}</td>{{/CELL}}</tr>{{/NUMBERS}}
{{/ROW}}
</tbody>
</table>
</div>
</section>
{{/THREE}}
{{#FOUR}}
<section aria-labelledby="four">
<h2 id="four">四、政府信息公开行政复议、行政诉讼情况</h2>
<table class="report" id="table-four">
<caption class="only-read">行政复议、行政诉讼的结果</caption>
<thead><tr><th scope="col">途径</th><th scope="col">结果维持</th><th scope="col">结果纠正</th><th scope="col">其他结果</th><th scope="col">尚未审结</th><th scope="col">总计</th></tr></thead>
<tbody>{{#ROUTE}}<tr><th scope="row">{{LABEL}}</th>{{#CELL}}<td>{{NUMBER}}</td>{{/CELL}}</tr>{{/ROUTE}}</tbody>
</table>
</section>
{{/FOUR}}
<div id="charts" data-owner="{{OWNER}}" data-year="{{YEAR}}"></div>
{{#TEXT_AFTER}}
<section aria-labelledby="{{ID}}"><h2 id="{{ID}}">{{SECTION_TITLE}}</h2><div class="prose written">{{#PARAGRAPH}}<p>{{TEXT}}</p>{{/PARAGRAPH}}</div></section>
{{/TEXT_AFTER}}
