{{%AUTOESCAPE context="HTML"}}
<h1>查询公开事项</h1>
<form class="search" action="/search" method="get" role="search">
<div class="pair">
<div><label for="q">词语</label><input id="q" name="q" type="search" maxlength="100" autocomplete="off" value="{{QUERY}}"></div>
<div><label for="division">区划</label><select id="division" name="division"><option value="">全部</option>{{#OPTION}}<option value="{{OPTION_VALUE}}"{{#CHOSEN}} selected{{/CHOSEN}}>{{OPTION_TITLE}}</option>{{/OPTION}}</select></div>
<button type="submit">查询</button>
</div>
<p class="hint">多个词语用空格分开，列出同时包含这些词语的事项。</p>
</form>
{{#HINT}}<p class="notice calm">请输入要查询的词语，例如：招生、最低生活保障、食品安全。</p>{{/HINT}}
{{#SUMMARY}}<p class="result" role="status">“{{QUERY}}”共找到{{FOUND}}项{{#CUT}}，显示前{{SHOWN}}项，请增加词语缩小范围{{/CUT}}。</p>{{/SUMMARY}}
{{#NOTHING}}<p class="notice">没有找到。请换用更短的词语，或者从<a href="/">首页</a>按领域查找；目录里确实没有的，可以<a href="/requests/new">申请公开</a>。</p>{{/NOTHING}}
{{#DOMAIN}}
<section class="found">
<h2>{{DOMAIN_TITLE}}</h2>
<ul class="rows">
{{#RESULT}}<li><a href="{{HREF}}">{{PATH}}</a><span class="tag">{{DIVISION_TITLE}}</span>{{#EXCERPT}}<p>{{EXCERPT}}</p>{{/EXCERPT}}</li>{{/RESULT}}
</ul>
</section>
{{/DOMAIN}}
