{{%AUTOESCAPE context="HTML"}}
<h1>{{TITLE}}</h1>
<p class="lead">年度报告每年1月31日前发布，列明上一年度主动公开、办理申请、行政复议和诉讼的情况（《政府信息公开条例》第四十九条、第五十条）。</p>
{{#NOTHING}}<p class="notice calm">还没有在本系统发布的年度报告。</p>{{/NOTHING}}
<ul class="rows">
{{#REPORT}}<li><a href="{{HREF}}">{{YEAR}}年年度报告</a><span>{{PUBLISHED_ON}}发布；下载：<a href="{{EXPORT}}XLSX">表格（XLSX）<span class="only-read">{{YEAR}}年</span></a> <a href="{{EXPORT}}DOCX">文档（DOCX）<span class="only-read">{{YEAR}}年</span></a></span></li>{{/REPORT}}
</ul>
