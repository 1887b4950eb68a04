{{%AUTOESCAPE context="HTML"}}
<h1>查询公开事项</h1>
<form class="search wide-search" action="/search" method="get" role="search">
<label for="q">要找什么</label>
<div class="field"><input id="q" name="q" type="search" maxlength="100" autocomplete="off" value="{{QUERY}}"><button type="submit">查询</button></div>
<p class="hint">多个词用空格分开；加引号的按原样查，例如“入学条件”。繁体、简体都可以。</p>
<details class="narrow-down"{{#FILTERS_OPEN}} open{{/FILTERS_OPEN}}>
<summary>缩小范围：区划、领域、公开主体</summary>
<div class="filters">
<div><label for="division">区划</label><select id="division" name="division"><option value="">全部</option>{{#DIVISION_OPTION}}<option value="{{VALUE}}"{{#CHOSEN}} selected{{/CHOSEN}}>{{OPTION_TITLE}}</option>{{/DIVISION_OPTION}}</select></div>
<div><label for="domain">领域</label><select id="domain" name="domain"><option value="">全部</option>{{#DOMAIN_OPTION}}<option value="{{VALUE}}"{{#CHOSEN}} selected{{/CHOSEN}}>{{OPTION_TITLE}}</option>{{/DOMAIN_OPTION}}</select></div>
<div><label for="organ">公开主体</label><select id="organ" name="organ"><option value="">全部</option>{{#ORGAN_OPTION}}<option value="{{VALUE}}"{{#CHOSEN}} selected{{/CHOSEN}}>{{OPTION_TITLE}}</option>{{/ORGAN_OPTION}}</select></div>
</div>
</details>
</form>
{{#HINT}}<p class="notice calm">请输入要查询的词语，例如：招生、最低生活保障、食品安全。</p>{{/HINT}}
{{#NO_WORD}}<p class="notice">没有可以查询的词语。只有标点、符号的查不了，请输入文字，例如：招生、最低生活保障、食品安全。</p>{{/NO_WORD}}
{{#ITEMS_AWAY}}<p class="notice">现在查不了公开事项，请过一会儿再试。已公开的内容都还在：可以从<a href="/">首页</a>按领域、按区划查阅目录。</p>{{/ITEMS_AWAY}}
{{#SUMMARY}}<p class="result" role="status">“{{QUERY}}”共找到{{#ABOUT}}约{{/ABOUT}}{{FOUND}}项{{#FILTERED}}（已按上面的条件筛选）<a href="{{ALL_HREF}}">去掉筛选</a>{{/FILTERED}}</p>{{/SUMMARY}}
{{#NOTHING}}
<div class="notice">
<p>没有找到。可以试试：</p>
<ul class="bullets">
<li>换用更短、更常见的词语；</li>
<li>从<a href="/">首页</a>按领域查找；</li>
<li>目录里确实没有的，向机关<a href="{{APPLY_HREF}}">申请公开</a>。</li>
</ul>
</div>
{{/NOTHING}}
<div class="found">
{{#ITEMS}}
<section aria-labelledby="items">
<h2 id="items">公开事项</h2>
<ul class="rows hits">
{{#ITEM}}<li>
<p class="name"><a href="{{HREF}}">{{#TITLE}}{{#BELOW}} › {{/BELOW}}{{#PIECE}}{{#MARKED}}<mark>{{TEXT}}</mark>{{/MARKED}}{{#PLAIN}}{{TEXT}}{{/PLAIN}}{{/PIECE}}{{/TITLE}}</a></p>
{{#SNIPPET}}<p>{{#PIECE}}{{#MARKED}}<mark>{{TEXT}}</mark>{{/MARKED}}{{#PLAIN}}{{TEXT}}{{/PLAIN}}{{/PIECE}}</p>{{/SNIPPET}}
<p class="where"><a href="{{CATALOGUE_HREF}}">{{DIVISION_TITLE}} · {{DOMAIN_TITLE}}</a>{{#BODIES}}公开主体：{{#BODY}}<span>{{TEXT}}</span>{{/BODY}}{{/BODIES}}</p>
</li>{{/ITEM}}
</ul>
{{#PAGING}}<nav class="paging" aria-label="翻页">{{#FIRST}}<a href="{{FIRST_HREF}}">回到第一页</a>{{/FIRST}}{{#MORE}}<a rel="next" href="{{MORE_HREF}}">下一页</a>{{/MORE}}</nav>{{/PAGING}}
</section>
{{/ITEMS}}
{{#ACCOUNTS}}
<section class="beside" aria-labelledby="accounts">
<h2 id="accounts">政务新媒体账号</h2>
<ul class="rows">
{{#ACCOUNT}}<li>{{#NAME_LINK}}<a href="{{ACCOUNT_HREF}}" rel="external noopener">{{ACCOUNT_NAME}}</a>{{/NAME_LINK}}{{#NAME_PLAIN}}{{ACCOUNT_NAME}}{{/NAME_PLAIN}}{{#HOST}}<span>{{HOST}}</span>{{/HOST}}</li>{{/ACCOUNT}}
</ul>
{{#ALL}}<p class="hint"><a href="{{ALL_HREF}}">全部有关账号</a></p>{{/ALL}}
</section>
{{/ACCOUNTS}}
</div>
{{#ACCOUNTS_AWAY}}<p class="hint">新媒体账号现在查不了，请过一会儿再试。</p>{{/ACCOUNTS_AWAY}}
