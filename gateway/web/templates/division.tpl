{{%AUTOESCAPE context="HTML"}}
<h1>{{TITLE}}</h1>
<p class="lead">现行目录{{CATALOGUES}}个，公开事项{{ITEMS}}项。</p>
<nav class="switch" aria-label="选择区划">
<ul>
{{#DIVISION}}<li><a href="{{DIVISION_HREF}}"{{#DIVISION_HERE}} aria-current="page"{{/DIVISION_HERE}}>{{DIVISION_TITLE}}</a></li>{{/DIVISION}}
</ul>
</nav>
{{#NOTHING}}<p class="notice">目前没有已公布的目录。</p>{{/NOTHING}}
{{#SOME}}
<table class="list">
<caption>{{TITLE}}各领域现行目录</caption>
<thead><tr><th scope="col">编号</th><th scope="col">领域</th><th scope="col" class="number">事项</th><th scope="col">责任机关</th><th scope="col">版次</th><th scope="col">公布日期</th></tr></thead>
<tbody>
{{#CATALOGUE}}<tr><td class="code" data-label="编号">{{CODE}}</td><th scope="row"><a href="{{HREF}}">{{DOMAIN_TITLE}}</a></th><td class="number" data-label="事项">{{ITEMS}}项</td><td data-label="责任机关">{{#ORGAN_LINK}}<a href="{{ORGAN_HREF}}">{{ORGAN}}</a>{{/ORGAN_LINK}}{{#ORGAN_UNKNOWN}}见各事项{{/ORGAN_UNKNOWN}}</td><td data-label="版次">第{{EDITION}}版</td><td data-label="公布日期"><time datetime="{{STAMP}}">{{DATE}}</time></td></tr>{{/CATALOGUE}}
</tbody>
</table>
{{/SOME}}
<p class="after"><a href="{{REPORTS_HREF}}">政府信息公开工作年度报告</a><a href="{{JSON_HREF}}">本区划目录清单（JSON接口）</a></p>
